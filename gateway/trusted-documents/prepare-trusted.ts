import { setImmediate } from 'node:timers/promises';
import { parse } from 'graphql';
import { ConfigError } from '../../platform/config/index.ts';
import { systemPrincipal } from '../../platform/visa/index.ts';
import type { Engine } from '../engine.ts';
import { type Admission, InvalidOperationError } from '../guards/admission.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

const OPERATOR = systemPrincipal('gateway');

/**
 * Takes every trusted document through the guards, as if it had been asked.
 *
 * @throws ConfigError naming the one that they refuse
 */
export function checkTrusted({ byId }: TrustedDocuments, admission: Admission): void {
  for (const [id, query] of byId) {
    try {
      for (const operationName of namesIn(query)) admission.admit({ query, operationName }, OPERATOR);
    } catch (error) {
      const why = error instanceof InvalidOperationError ? error.errors[0]?.message : (error as Error).message;
      throw new ConfigError('TRUSTED_DOCUMENTS', `has a document that cannot be served, ${id}: ${why}`);
    }
  }
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
