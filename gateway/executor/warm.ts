import { type DocumentNode, Kind } from 'graphql';
import { PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import { chooseOverrides } from '../planning/override-labels.ts';
import type { Verdicts } from '../rights/judge-operation.ts';
import type { EngineParts } from './execute-request.ts';

const ALL_GRANTED: Verdicts = new Map();

/** Makes the plans of a document for those who may see all of it and for the public; other mixes of rights are planned when they come. */
export async function warm(
  document: DocumentNode,
  { operations, overrideLabels, chooseOverride }: EngineParts,
): Promise<void> {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const operation = operations.find(document, definition.name?.value);
    const overrides = chooseOverrides(overrideLabels, chooseOverride);
    operation.variant({}, ALL_GRANTED, overrides);
    operation.variant({}, await operation.judge(PUBLIC_PRINCIPAL, {}), overrides);
  }
}
