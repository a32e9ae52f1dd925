import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, type GraphQLFormattedError, type GraphQLSchema, parse, subscribe, validate } from 'graphql';
import { type Principal, PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import type { Engine, HubResult, RunningStream, StreamRequest } from '../engine.ts';
import { type EngineOptions, makeEngine } from '../make-engine.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from '../transports/transport.ts';

/** Federation imports that every test subgraph may use. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable",
  "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@authenticated",
  "@requiresScopes", "@policy", "@context", "@fromContext"])\n`;

type Resolver = (...given: never[]) => unknown;
export type Resolvers = Record<string, Record<string, Resolver | { subscribe: Resolver; resolve?: Resolver }>>;

/** One part of a test hub. `answer` replaces the subgraph's own execution, to play a broken one. */
export interface TestSubgraph {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers?: Resolvers;
  /** `typeDefs` say themselves which Federation they speak; without any `@link` that is the first. */
  readonly ownLink?: boolean;
  readonly answer?: (request: SubgraphRequest) => Promise<SubgraphResponse> | SubgraphResponse;
  readonly stream?: (request: SubgraphRequest) => AsyncIterableIterator<SubgraphResponse>;
}

export interface Call {
  readonly subgraph: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What came back, as a client reads it. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
}

export interface TestHub {
  readonly engine: Engine;
  readonly supergraphSdl: string;
  /** Every call to a subgraph so far, in order. */
  readonly calls: Call[];
  /** Causes of masked errors. */
  readonly unknownErrors: unknown[];
  run(query: string, options?: RunOptions): Promise<Answer>;
  stream(query: string, options?: RunOptions & Partial<StreamRequest>): RunningStream;
}

export interface RunOptions {
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly as?: Principal;
}

export const sdlOf = ({ typeDefs, ownLink }: TestSubgraph): string => (ownLink ? typeDefs : LINK + typeDefs);

/** Composes subgraphs; the composition is the real one, so a case that does not compose fails loudly. */
export function compose(
  subgraphs: readonly TestSubgraph[],
  urlOf = (name: string): string => `http://${name}.test`,
): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map((subgraph) => ({
      name: subgraph.name,
      url: urlOf(subgraph.name),
      typeDefs: parse(sdlOf(subgraph)),
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** A hub of in-memory subgraphs, each executed by graphql itself behind a counting transport. */
export function makeHub(subgraphs: readonly TestSubgraph[], options: Partial<EngineOptions> = {}): TestHub {
  const calls: Call[] = [];
  const unknownErrors: unknown[] = [];
  const supergraphSdl = options.supergraphSdl ?? compose(subgraphs);
  const engine = makeEngine({
    supergraphSdl,
    transports: new Map(subgraphs.map((subgraph) => [subgraph.name, makeTransport(subgraph, calls)])),
    enforceRights: true,
    onUnknownError: ({ error }) => unknownErrors.push(error),
    ...options,
  });
  return {
    engine,
    supergraphSdl,
    calls,
    unknownErrors,
    run: (query, given) => run(engine, query, given),
    stream: (query, given) => stream(engine, query, given),
  };
}

function makeTransport(subgraph: TestSubgraph, calls: Call[]): Transport {
  const { name, resolvers, answer, stream: ownStream } = subgraph;
  // Our graph has resolvers of every form; the library's own type knows fewer.
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdlOf(subgraph)), resolvers: (resolvers ?? {}) as never }]);
  return {
    name,
    async execute(request) {
      calls.push({ subgraph: name, document: request.document, variables: request.variables ?? {} });
      return answer ? answer(request) : executeLocally(schema, request);
    },
    subscribe(request) {
      calls.push({ subgraph: name, document: request.document, variables: request.variables ?? {} });
      return ownStream ? ownStream(request) : subscribeLocally(schema, request);
    },
  };
}

/** As a subgraph over HTTP would: the document is validated, the answer went through JSON once. */
async function executeLocally(schema: GraphQLSchema, request: SubgraphRequest): Promise<SubgraphResponse> {
  const { document, variables } = request;
  const errors = validate(schema, parse(document));
  if (errors.length > 0) return { errors: JSON.parse(JSON.stringify(errors)) };
  const result = await execute({
    schema,
    document: parse(document),
    variableValues: { ...variables },
    contextValue: request,
  });
  return JSON.parse(JSON.stringify(result));
}

async function* subscribeLocally(schema: GraphQLSchema, request: SubgraphRequest): AsyncGenerator<SubgraphResponse> {
  const { document, variables } = request;
  const events = await subscribe({
    schema,
    document: parse(document),
    variableValues: { ...variables },
    contextValue: request,
  });
  if (!(Symbol.asyncIterator in events)) {
    yield JSON.parse(JSON.stringify(events));
    return;
  }
  for await (const event of events) yield JSON.parse(JSON.stringify(event));
}

async function run(engine: Engine, query: string, options: RunOptions = {}): Promise<Answer> {
  const prepared = engine.prepare(query);
  if ('errors' in prepared) return toAnswer({ errors: prepared.errors });
  const { variables, operationName, as: principal = PUBLIC_PRINCIPAL } = options;
  return toAnswer(
    await engine.execute({ document: prepared.document, variables, operationName, principal, requestId: 'test' }),
  );
}

/** Through JSON, as it reaches a client. */
export const toAnswer = (result: HubResult | undefined): Answer => ({
  data: undefined,
  errors: undefined,
  ...(JSON.parse(JSON.stringify(result ?? {})) as Partial<Answer>),
});

function stream(
  engine: Engine,
  query: string,
  { as: principal = PUBLIC_PRINCIPAL, ...options }: RunOptions & Partial<StreamRequest> = {},
): RunningStream {
  const prepared = engine.prepare(query);
  if ('errors' in prepared) throw prepared.errors[0];
  return engine.subscribe({
    document: prepared.document,
    requestId: 'test',
    principal: async () => principal,
    ...options,
  });
}

/** A signed-in citizen at level BASIC through the portal, with what a test gives her. */
export const citizen = (given: Partial<Principal> = {}): Principal => ({
  ...PUBLIC_PRINCIPAL,
  kind: 'citizen',
  citizenId: '01980000-0000-7000-8000-000000000001',
  parties: ['01980000-0000-7000-8000-000000000001'],
  client: 'portal',
  session: 'session-1',
  version: 1,
  ...given,
});
