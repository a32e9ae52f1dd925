import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { Principal } from '../../platform/visa/index.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from '../transports/transport.ts';
import { Ticker } from './ticker.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@cost", "@listSize"])`;

const PEOPLE = `${LINK}
  type Query { me: Person  person(id: ID!): Person  slow: String  broken: String  echo(json: JSON): JSON
    people(first: Int): [Person!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    find(filter: Filter, ids: [ID!], kind: Kind, count: Int, text: String): Boolean }
  enum Kind { SMALL LARGE }
  input Filter { size: Int!  tags: [String!]  inner: Filter }
  type Mutation { rename(name: String!): Person }
  type Subscription { ticks(after: String): Tick }
  type Person @key(fields: "id") { id: ID!  name: String  friend: Person }
  type Tick { n: Int!  by: Person }
  scalar JSON`;

const THINGS = `${LINK}
  type Query { things: [Thing!] }
  type Person @key(fields: "id") { id: ID!  things: [Thing!] }
  type Thing { title: String!  owner: Person }`;

type Context = { readonly principal?: Principal; readonly resumeAfter?: string };

/** Two subgraphs in memory: enough of a graph to ask, change, fail and wait. */
export class TestGraph {
  readonly ticker = new Ticker();
  readonly requests: SubgraphRequest[] = [];
  /** Resolves the field `slow`. */
  finishSlow: () => void = () => {};
  /** Set it to give everybody this name. */
  personName: string | undefined;
  readonly schemas: Readonly<Record<'people' | 'things', GraphQLSchema>>;

  constructor() {
    this.schemas = {
      people: buildSubgraphSchema([{ typeDefs: parse(PEOPLE), resolvers: this.#people() as never }]),
      things: buildSubgraphSchema([{ typeDefs: parse(THINGS), resolvers: this.#things() as never }]),
    };
  }

  supergraphSdl(urls: Readonly<Record<string, string>> = {}): string {
    const services = Object.entries({ people: PEOPLE, things: THINGS }).map(([name, typeDefs]) => ({
      name,
      url: urls[name] ?? `http://${name}.test/graphql`,
      typeDefs: parse(typeDefs),
    }));
    const { supergraphSdl, errors } = composeServices(services);
    if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
    return supergraphSdl;
  }

  transports(): Map<string, Transport> {
    return new Map(
      [this.#transport('people'), this.#transport('things')].map((transport) => [transport.name, transport]),
    );
  }

  /** Executes on one subgraph, as its server would. */
  async execute(name: 'people' | 'things', request: Omit<SubgraphRequest, 'principal' | 'requestId'> & Context) {
    const { document, variables: variableValues, ...contextValue } = request;
    const schema = this.schemas[name];
    const parsed = parse(document);
    const problems = validate(schema, parsed).map(({ message }) => ({
      message,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    }));
    if (problems.length > 0) return { errors: problems };
    return execute({ schema, document: parsed, variableValues, contextValue });
  }

  #transport(name: 'people' | 'things'): Transport {
    return {
      name,
      execute: async (request) => {
        this.requests.push(request);
        return (await this.execute(name, request)) as SubgraphResponse;
      },
      subscribe: (request) => this.#stream(name, request),
    };
  }

  #stream(name: 'people' | 'things', request: SubgraphRequest): AsyncIterableIterator<SubgraphResponse> {
    this.requests.push(request);
    const { document, variables: variableValues, signal, resumeAfter } = request;
    const messages = this.ticker.follow(resumeAfter ?? (variableValues?.after as string | undefined), signal);
    const answer = async (rootValue: unknown) =>
      execute({ schema: this.schemas[name], document: parse(document), variableValues, rootValue });
    const nameNow = () => this.personName ?? 'Person p1';
    return (async function* () {
      for await (const { n, cursor } of messages) {
        const result =
          n === undefined
            ? {}
            : ((await answer({ ticks: { n, by: { id: 'p1', name: nameNow() } } })) as ExecutionResult);
        yield { ...result, extensions: { cursor } } as SubgraphResponse;
      }
    })();
  }

  #people() {
    const person = (id: string) => ({ id, name: `Person ${id}`, friend: () => person(`${id}x`) });
    const slow = () =>
      new Promise<string>((resolve) => {
        this.finishSlow = () => resolve('done');
      });
    return {
      Query: {
        me: (_: unknown, __: unknown, { principal }: Context) =>
          principal?.parties[0] ? person(principal.parties[0]) : null,
        person: (_: unknown, { id }: { id: string }) => person(id),
        slow,
        broken: () => {
          throw new Error('secret detail of the database');
        },
        people: (_: unknown, { first = 2 }: { first?: number }) =>
          Array.from({ length: Math.min(first, 100) }, (_person, n) => person(`p${n}`)),
        find: () => true,
        echo: (_: unknown, { json }: { json: unknown }) => json,
      },
      Mutation: { rename: (_: unknown, { name }: { name: string }) => ({ id: 'p1', name }) },
      Person: { __resolveReference: ({ id }: { id: string }) => person(id) },
    };
  }

  #things() {
    return {
      Query: { things: () => [{ title: 'Lamp', owner: { id: 'p1' } }] },
      Person: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        things: ({ id }: { id: string }) => [{ title: `Thing of ${id}` }],
      },
    };
  }
}
