import { type DocumentNode, Kind, type OperationTypeNode } from 'graphql';
import type { Engine } from '../engine.ts';
import { type Cost, costOf } from './cost.ts';
import type { Limits } from './limits.ts';
import type { Shape } from './shape.ts';

/** One operation of a document, as far as the guards must know it. */
export interface KnownOperation {
  readonly type: OperationTypeNode;
  readonly cost: Cost;
}

/** A document that has passed the guards: what is left to do when its text comes again. */
export interface KnownDocument {
  readonly document: DocumentNode;
  readonly shape: Shape;
  /** By name; the only one of a document also under no name. */
  readonly operations: ReadonlyMap<string, KnownOperation>;
}

export function toKnownDocument(document: DocumentNode, shape: Shape, engine: Engine, limits: Limits): KnownDocument {
  const rules = { schema: engine.apiSchema, table: engine.costs };
  const operations = new Map<string, KnownOperation>();
  const definitions = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  for (const definition of definitions) {
    const cost = limits.cost === Number.POSITIVE_INFINITY ? 0 : costOf(document, definition, rules);
    const known = { type: definition.operation, cost };
    if (definitions.length === 1) operations.set('', known);
    if (definition.name) operations.set(definition.name.value, known);
  }
  return { document, shape, operations };
}
