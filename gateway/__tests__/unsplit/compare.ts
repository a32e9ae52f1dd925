import fc from 'fast-check';
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import { PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import type { Engine } from '../../engine.ts';
import { makeEngine } from '../../make-engine.ts';
import { compose, toAnswer } from '../harness.ts';
import type { Graph } from './graph.ts';
import { printSubgraph } from './print-graph.ts';
import { Random } from './random.ts';
import { randomGraph } from './random-graph.ts';
import { type Operation, randomOperation } from './random-operation.ts';
import { askWhole, serveSubgraph, wholeSchema } from './serve.ts';

/** One random graph, divided at random, asked at random: whatever is asked, the parts answer as the whole does. */
export const splitAnswersLikeWhole = (given: { readonly operations: number; readonly largest: number }) =>
  fc.asyncProperty(fc.noShrink(fc.noBias(fc.nat())), fc.integer({ min: 1, max: given.largest }), async (seed, size) => {
    const random = new Random(seed, size);
    const divided = new DividedGraph(randomGraph(random));
    for (let i = 0; i < given.operations; i++) await divided.compare(validOperation(divided.whole, random));
  });

/** Operations are invented without looking at what may be merged; nearly all are valid. */
function validOperation(schema: GraphQLSchema, random: Random): Operation & { readonly document: DocumentNode } {
  const operation = randomOperation(schema, random);
  const document = parse(operation.query);
  return validate(schema, document).length === 0 ? { ...operation, document } : validOperation(schema, random);
}

class DividedGraph {
  readonly whole: GraphQLSchema;
  readonly #graph: Graph;
  readonly #engine: Engine;
  readonly #parts: readonly { readonly name: string; readonly typeDefs: string }[];
  readonly #calls: string[] = [];

  constructor(graph: Graph) {
    this.#graph = graph;
    this.whole = wholeSchema(graph);
    this.#parts = graph.subgraphs
      .map((name) => ({ name, typeDefs: printSubgraph(graph, name) }))
      .filter(({ typeDefs }) => typeDefs !== '');
    this.#engine = makeEngine({
      supergraphSdl: this.#compose(),
      transports: new Map(this.#parts.map(({ name }) => [name, serveSubgraph(graph, name, this.#calls)])),
      enforceRights: false,
      chooseOverride: (label) => (label.length + graph.seed) % 2 === 0,
      onUnknownError: ({ error }) => this.#calls.push(String((error as Error).stack)),
    });
  }

  async compare({ query, variables, document }: Operation & { readonly document: DocumentNode }): Promise<void> {
    this.#calls.length = 0;
    const expected = JSON.stringify(await askWhole(this.#graph, this.whole, document, variables));
    const { data, errors } = toAnswer(await this.#ask(query, variables));
    const actual = JSON.stringify(errors ? { data, errors } : { data });
    if (actual === expected) return;
    const story = [query, JSON.stringify(variables), `expected ${expected}`, `actual   ${actual}`, ...this.#calls];
    throw new Error([...story, this.#print()].join('\n'));
  }

  #ask(query: string, variables: Record<string, unknown>) {
    const prepared = this.#engine.prepare(query);
    if ('errors' in prepared) return prepared;
    const { document } = prepared;
    return this.#engine.execute({ document, variables, principal: PUBLIC_PRINCIPAL, requestId: 'test' });
  }

  #compose(): string {
    try {
      return compose(this.#parts);
    } catch (error) {
      throw new Error(`Does not compose: ${(error as Error).message}\n${this.#print()}`);
    }
  }

  #print = (): string => this.#parts.map(({ name, typeDefs }) => `\n# ${name}\n${typeDefs}`).join('\n');
}
