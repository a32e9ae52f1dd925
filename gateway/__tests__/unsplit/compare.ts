import fc from 'fast-check';
import { parse, validate } from 'graphql';
import { PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { makeEngine } from '../../make-engine.ts';
import { compose, toAnswer } from '../harness.ts';
import { printSubgraph } from './print-graph.ts';
import { Random } from './random.ts';
import { randomGraph } from './random-graph.ts';
import { randomOperation } from './random-operation.ts';
import { askWhole, serveSubgraph, wholeSchema } from './serve.ts';

/** One random graph, divided at random, asked at random: whatever is asked, the parts answer as the whole does. */
export const splitAnswersLikeWhole = (operations: number, largest: number) =>
  fc.asyncProperty(fc.noShrink(fc.noBias(fc.nat())), fc.integer({ min: 1, max: largest }), async (seed, size) => {
    const random = new Random(seed, size);
    const graph = randomGraph(random);
    const parts = graph.subgraphs
      .map((name) => ({ name, typeDefs: printSubgraph(graph, name) }))
      .filter(({ typeDefs }) => typeDefs !== '');
    const story = () => parts.map(({ name, typeDefs }) => `# ${name}\n${typeDefs}`).join('\n\n');
    let supergraphSdl: string;
    try {
      supergraphSdl = compose(parts);
    } catch (error) {
      throw new Error(`Does not compose: ${(error as Error).message}\n${story()}`);
    }
    const schema = wholeSchema(graph);
    const calls: string[] = [];
    const engine = makeEngine({
      supergraphSdl,
      transports: new Map(parts.map(({ name }) => [name, serveSubgraph(graph, name, calls)])),
      enforceRights: false,
      chooseOverride: (label) => label.length % 2 === seed % 2,
      onUnknownError: ({ error }) => calls.push(String((error as Error).stack)),
    });
    for (let i = 0; i < operations; i++) {
      const { query, variables } = randomOperation(schema, random);
      const document = parse(query);
      const problems = validate(schema, document);
      if (problems.length > 0) continue;
      calls.length = 0;
      const prepared = engine.prepare(query);
      const expected = JSON.stringify(await askWhole(graph, schema, document, variables));
      const given =
        'errors' in prepared
          ? prepared
          : await engine.execute({
              document: prepared.document,
              variables,
              principal: PUBLIC_PRINCIPAL,
              requestId: 'test',
            });
      const { data, errors } = toAnswer(given);
      const actual = JSON.stringify(errors ? { data, errors } : { data });
      if (actual !== expected)
        throw new Error(
          `${query}\n${JSON.stringify(variables)}\nexpected ${expected}\nactual   ${actual}\n${calls.join('\n')}\n\n${story()}`,
        );
    }
  });
