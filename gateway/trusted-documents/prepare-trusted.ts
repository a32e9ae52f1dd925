import { setImmediate } from 'node:timers/promises';
import { parse } from 'graphql';
import { ConfigError } from '../../platform/config/index.ts';
import { systemPrincipal } from '../../platform/visa/index.ts';
import type { Engine } from '../engine.ts';
import { type Admission, InvalidOperationError } from '../guards/admission.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

const OPERATOR = systemPrincipal('gateway');

/** Takes every trusted document through the guards, as if it had been asked; says which they refuse, and why. */
export const problemsOf = ({ byId }: TrustedDocuments, admission: Admission): string[] =>
  [...byId].flatMap(([id, query]) => {
    try {
      for (const operationName of namesIn(query)) admission.admit({ query, operationName }, OPERATOR);
      return [];
    } catch (error) {
      const why = error instanceof InvalidOperationError ? error.errors[0]?.message : (error as Error).message;
      return [`trusted document ${id}: ${why}`];
    }
  });

/**
 * The same, at the start.
 *
 * @throws ConfigError naming the first one that is refused
 */
export function checkTrusted(trusted: TrustedDocuments, admission: Admission): void {
  const [problem] = problemsOf(trusted, admission);
  if (problem) throw new ConfigError('TRUSTED_DOCUMENTS', `has one that cannot be served, ${problem}`);
}

const namesIn = (query: string): (string | undefined)[] =>
  parse(query, { noLocation: true }).definitions.flatMap((each) =>
    each.kind === 'OperationDefinition' ? [each.name?.value] : [],
  );

/** Plans the trusted documents before anybody asks, one by one, so that those who ask meanwhile need not wait for all. */
export async function warmTrusted({ byId }: TrustedDocuments, engine: Engine): Promise<void> {
  for (const query of byId.values()) {
    const prepared = engine.prepare(query);
    if ('document' in prepared) await engine.warm(prepared.document);
    await setImmediate();
  }
}
