import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { parse } from 'graphql';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { openTracing } from '../../platform/telemetry/index.ts';
import { OtelTracing } from '../../platform/telemetry/otel-tracing.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { bearer, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { hashOf } from '../trusted-documents/hash.ts';
import { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';
import { OperationLabels } from './operation-labels.ts';
import type { PlanView } from './plan-view.ts';

const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const ACROSS = 'query Across { person(id: "p1") { name things { title } } }';

interface Start {
  readonly trustTraceparent?: boolean;
  readonly trustedDocuments?: TrustedDocuments;
}

let exporter: InMemorySpanExporter;
let metrics: Registry;
let log: string[];
let hub: TestGateway;
const start = async ({ trustedDocuments, ...more }: Start = {}) => {
  hub = await startTestGateway({
    metrics,
    trustedDocuments,
    tracing: new OtelTracing('test', new SimpleSpanProcessor(exporter)),
    telemetry: { slowMs: 0, trustTraceparent: false, ...more },
    logger: pino(
      { level: 'info' },
      new Writable({
        write: (line, _encoding, done) => {
          log.push(String(line));
          done();
        },
      }),
    ),
  });
};
const spans = () => exporter.getFinishedSpans();
const spanOf = (name: string) => spans().find((span) => span.name === name);

beforeEach(() => {
  exporter = new InMemorySpanExporter();
  metrics = new Registry();
  log = [];
});
afterEach(() => hub.close());

describe('a trace', () => {
  it('shows guard, plan, each call and completion under the request', async () => {
    await start();
    await hub.post({ query: ACROSS });
    const root = spanOf('graphql');
    expect(spans().map(({ name }) => name)).toEqual([
      'guard',
      'plan',
      'fetch people',
      'fetch things',
      'complete',
      'graphql',
    ]);
    const parents = new Set(
      spans()
        .slice(0, -1)
        .map(({ parentSpanContext }) => parentSpanContext?.spanId),
    );
    expect([...parents]).toEqual([root?.spanContext().spanId]);
    expect(root?.attributes).toMatchObject({ 'graphql.operation.name': 'Across', 'stadttor.protocol': 'http' });
  });

  it('goes on to the subgraph', async () => {
    await start();
    await hub.post({ query: ACROSS });
    const { traceId, spanId } = spanOf('fetch things')?.spanContext() ?? {};
    const asked = hub.graph.requests.find(({ document }) => document.includes('things'));
    expect(asked?.trace?.traceparent).toBe(`00-${traceId}-${spanId}-01`);
  });

  it('of a stranger is linked, not continued', async () => {
    await start();
    await hub.post({ query: ACROSS }, { traceparent: CALLER });
    const root = spanOf('graphql');
    expect(root?.parentSpanContext).toBeUndefined();
    expect(root?.links[0]?.context.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it.each([
    ['continued', CALLER, 6],
    ['not taken up when it is not sampled', CALLER.replace(/1$/, '0'), 0],
  ])('of a trusted caller is %s', async (_what, traceparent, count) => {
    await start({ trustTraceparent: true });
    await hub.post({ query: ACROSS }, { traceparent });
    expect(spans()).toHaveLength(count);
    expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(Math.min(1, count));
  });

  it.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ nothing', 'GRAPHQL_PARSE_FAILED'],
    ['{ __schema { description } }', 'INTROSPECTION_DISABLED'],
  ])('of %s ends with the code of its refusal: %s', async (query, code) => {
    await start();
    await hub.post({ query });
    expect(spans().map(({ name }) => name)).toEqual(['guard', 'graphql']);
    expect(spanOf('graphql')?.status.message).toBe(code);
  });

  it('is made for operations on a socket too', async () => {
    await start();
    const client = await SocketClient.init(hub.wsUrl);
    client.ask('1', ACROSS);
    await client.hear('complete', '1');
    await client.close();
    expect(spanOf('graphql')?.attributes['stadttor.protocol']).toBe('websocket');
  });

  it('is not even thought of while no endpoint is named', async () => {
    await start();
    expect(await openTracing({}, 'hub')).toBeUndefined();
    expect(await openTracing({ OTEL_TRACES_EXPORTER: 'otlp' }, 'hub')).toBeUndefined();
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
    expect(await openTracing({ ...endpoint, OTEL_SDK_DISABLED: 'true' }, 'hub')).toBeUndefined();
    const tracing = await openTracing(endpoint, 'hub');
    expect(tracing).toBeDefined();
    await tracing?.close();
  });
});

describe('a slow operation', () => {
  it('is logged by name and hash, with what each subgraph took', async () => {
    await start();
    await hub.post({ query: ACROSS });
    const line = JSON.parse(log.find((text) => text.includes('slow operation')) ?? '{}');
    expect(line).toMatchObject({ operation: 'Across', type: 'query', subgraphs: { people: expect.any(Number) } });
    expect(line.hash).toMatch(/^[\da-f]{12}$/);
  });
});

describe('the label of an operation in metrics', () => {
  const TRUSTED = 'query Trusted { person(id: "p1") { name } }';
  const trusted = new TrustedDocuments(new Map([[hashOf(TRUSTED), TRUSTED]]));
  const asked = (query: string) => ({ query, document: parse(query) });
  const nth = (n: number) => asked(`{ a${n}: __typename }`);
  const fill = (labels: OperationLabels, isSignedIn: boolean, from: number) =>
    Array.from({ length: 150 }, (_, n) => labels.labelOf(nth(from + n), isSignedIn));

  it('is a hash of its text', async () => {
    await start();
    await hub.post({ query: ACROSS });
    const label = hashOf(ACROSS).slice(0, 12);
    expect(await metrics.metrics()).toContain(
      `stadttor_gateway_operation_seconds_count{operation="${label}",type="query"} 1`,
    );
  });

  it('is its own for a trusted document and for who is signed in, whatever strangers invent', async () => {
    await start({ trustedDocuments: trusted });
    const { token } = await hub.identity.signIn();
    for (let n = 0; n < 210; n++) await hub.post({ query: `{ a${n}: __typename }` });
    await hub.post({ query: TRUSTED });
    await hub.post({ query: ACROSS }, bearer(token));
    const text = await metrics.metrics();
    for (const query of [TRUSTED, ACROSS]) expect(text).toContain(`operation="${hashOf(query).slice(0, 12)}"`);
    expect(text).toMatch(/operation_seconds_count\{operation="other",type="query"\} 110/);
  });

  it('is one of a hundred for who is signed in and of another hundred for the public, trusted ones not counted', () => {
    const labels = new OperationLabels(trusted);
    expect(new Set(fill(labels, false, 0)).size).toBe(101);
    expect(new Set(fill(labels, true, 1_000)).size).toBe(101);
    expect([labels.labelOf(nth(0), true), labels.labelOf(nth(1_000), false)]).not.toContain('other');
    expect(labels.labelOf(asked(TRUSTED), false)).toBe(hashOf(TRUSTED).slice(0, 12));
  });
});

describe('the plan of an operation', () => {
  const operator = { kind: 'staff', offices: [32], scopes: ['staff', 'operator:plans'] } as const;
  it.each([
    ['an operator who asks for it', operator, { 'stadttor-query-plan': '1' }, true],
    ['an operator who does not ask', operator, {}, false],
    ['a clerk without the scope', { ...operator, scopes: ['staff'] }, { 'stadttor-query-plan': '1' }, false],
    ['a citizen with the scope', { scopes: ['operator:plans'] }, { 'stadttor-query-plan': '1' }, false],
  ])('goes to %s: %#', async (_who, principal, header, isShown) => {
    await start();
    const { token } = await hub.identity.signIn(principal);
    const { body } = await hub.post({ query: ACROSS }, { ...bearer(token), ...(header as Record<string, string>) });
    const { extensions } = body as { extensions?: { queryPlan: PlanView } };
    expect(body.data).toMatchObject({ person: { name: 'Person p1' } });
    expect(extensions?.queryPlan.steps.map(({ subgraph, after, paths }) => [subgraph, after, paths])).toEqual(
      isShown
        ? [
            ['people', [], ['']],
            ['things', [0], ['person']],
          ]
        : undefined,
    );
  });
});

it('canaries in names, arguments, variables, tokens and errors are in no log, metric, trace or error', async () => {
  await start();
  const canary = (what: string) => `Kanarie${what}4711`;
  const { token } = await hub.identity.signIn();
  const query = `query ($id: ID!) { person(id: $id) { name } echo(json: { taxId: "${canary('Literal')}" }) broken }`;
  const seen = [
    await hub.post({ query, variables: { id: canary('Variable') } }, bearer(token)),
    await hub.post({ query: `{ ${canary('Field')} }`, variables: { secret: canary('Extra') } }),
    await hub.post({ query: '{ me { id } }' }, { ...bearer(canary('Token')), traceparent: canary('Trace') }),
    await hub.post(`{"query": "${canary('Json')}`),
    await hub.post({ query: '{ me { id } }', variables: { id: canary('Unknown') } }, { cookie: canary('Cookie') }),
  ];
  // What a caller asked for comes back to her as data, and the name of an unknown field in the text of its refusal.
  const errors = seen.flatMap(({ body }) => body.errors ?? []).filter(({ message }) => !message.includes('Field'));
  const traces = spans().map(({ name, attributes, status, events, links }) => [
    name,
    attributes,
    status,
    events,
    links,
  ]);
  const everything = [log.join(), await metrics.metrics(), JSON.stringify(traces), JSON.stringify(errors)].join();
  expect(everything).toContain('slow operation');
  expect(everything.match(/Kanarie\w*/g)).toBeNull();
  expect(everything).not.toContain(token);
});
