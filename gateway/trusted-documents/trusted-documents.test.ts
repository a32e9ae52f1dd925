import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryPlanner } from '@apollo/query-planner';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DocumentNode } from 'graphql';
import { PUBLIC_PRINCIPAL } from '../../platform/visa/index.ts';
import { makeEngine } from '../make-engine.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { bearer, codesOf, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { TestGraph } from '../testing/test-graph.ts';
import { hashOf } from './hash.ts';
import { makeManifest } from './manifest.ts';
import { readTrustedDocuments } from './settings.ts';
import { TrustedDocuments } from './trusted-documents.ts';

const PERSON = 'query Person($id: ID!) { person(id: $id) { name } }';
const OTHER = '{ person(id: 1) { id } }';
const ID = hashOf(PERSON);
const apq = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });
const trusted = new Map([[ID, PERSON]]);
const ANSWER = { data: { person: { name: 'Person 7' } } };

let hub: TestGateway;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stadttor-trusted-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  ['where every text may be asked', false],
  ['where nothing else is answered', true],
])('a trusted document, %s,', (_where, isOnly) => {
  beforeAll(async () => {
    hub = await startTestGateway({ trustedDocuments: new TrustedDocuments(trusted, isOnly) });
  });
  afterAll(() => hub.close());

  it.each([
    ['its documentId', { documentId: ID }],
    ["its hash as Apollo's clients say it", { extensions: apq(ID) }],
    ['its text', { query: PERSON }],
    ['both', { query: PERSON, extensions: apq(ID) }],
  ])('is answered by %s', async (_what, body) => {
    const answer = await hub.post({ ...body, variables: { id: 7 } });
    expect([answer.status, answer.body]).toEqual([200, ANSWER]);
  });

  it('is answered over an event stream and a socket', async () => {
    const url = new URL(hub.url);
    url.search = String(new URLSearchParams({ extensions: JSON.stringify(apq(ID)), variables: '{"id":7}' }));
    const refused = await fetch(url, { headers: { accept: 'text/event-stream' } });
    // A query by GET is refused, whoever names it; that it was found is what is asked here.
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST']);
    const client = await SocketClient.init(hub.wsUrl);
    client.say(
      JSON.stringify({
        type: 'subscribe',
        id: '1',
        payload: { query: '', extensions: apq(ID), variables: { id: 7 } },
      }),
    );
    expect((await client.hear('next', '1')).payload).toEqual(ANSWER);
    await client.close();
  });

  it.each([
    ['an unknown hash', { documentId: 'f'.repeat(64) }, 'PERSISTED_QUERY_NOT_FOUND'],
    ['a text under the hash of another', { query: OTHER, documentId: ID }, 'BAD_REQUEST'],
  ])('is not taken for %s', async (_what, body, code) => {
    const answer = await hub.post(body);
    expect([answer.status, codesOf(answer)]).toEqual([400, [code]]);
  });

  it(isOnly ? 'keeps all others out, whoever asks' : 'keeps no other out', async () => {
    const { token } = await hub.identity.signIn();
    const answers = [await hub.post({ query: OTHER }), await hub.post({ query: OTHER }, bearer(token))];
    const expected = isOnly ? ['PERSISTED_QUERY_NOT_FOUND'] : [];
    expect(answers.map(codesOf)).toEqual([expected, expected]);
  });
});

describe('the manifest', () => {
  const file = (content: string) => {
    const path = join(folder, 'manifest.json');
    writeFileSync(path, content);
    return { TRUSTED_DOCUMENTS: path };
  };

  it('is made of a folder by one command, and read again', () => {
    mkdirSync(join(folder, 'queries', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'queries', 'person.graphql'), PERSON);
    writeFileSync(join(folder, 'queries', 'deep', 'other.graphql'), OTHER);
    const out = join(folder, 'made.json');
    const command = ['bin/run.mjs', 'gateway/trusted-documents/command.ts', join(folder, 'queries'), '--out', out];
    const root = join(import.meta.dirname, '..', '..');
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(makeManifest([join(folder, 'queries')]));
    const { byId } = readTrustedDocuments({ TRUSTED_DOCUMENTS: out });
    expect(new Map([...byId].sort())).toEqual(new Map([[ID, PERSON] as const, [hashOf(OTHER), OTHER] as const].sort()));
    // A process of its own takes long to start where others work.
  }, 120_000);

  it.each([
    ['text that is no JSON', '{'],
    ['a list', '[]'],
    ['an id that is not the hash', JSON.stringify({ person: PERSON })],
    ['a text that is none', JSON.stringify({ [ID]: 5 })],
  ])('with %s stops the start', (_what, content) => {
    expect(() => readTrustedDocuments(file(content))).toThrow('TRUSTED_DOCUMENTS');
  });

  it('must be there when nothing else is answered', () => {
    expect(() => readTrustedDocuments({ TRUSTED_DOCUMENTS_ONLY: 'on' })).toThrow('TRUSTED_DOCUMENTS');
    expect(() => readTrustedDocuments({ TRUSTED_DOCUMENTS: join(folder, 'nowhere') })).toThrow('TRUSTED_DOCUMENTS');
    expect(readTrustedDocuments({}).byId.size).toBe(0);
  });

  it('with a document that the guards refuse stops the start and names it', async () => {
    const query = '{ nothing }';
    const documents = new TrustedDocuments(new Map([[hashOf(query), query]]));
    await expect(startTestGateway({ trustedDocuments: documents })).rejects.toThrow(hashOf(query));
  });
});

describe('a document made warm', () => {
  it('is planned before anybody asks it', async () => {
    const graph = new TestGraph();
    const engine = makeEngine({
      supergraphSdl: graph.supergraphSdl(),
      transports: graph.transports(),
      enforceRights: true,
      onUnknownError: () => {},
    });
    const planned = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const { document } = engine.prepare('{ person(id: 1) { things { title } } }') as { document: DocumentNode };
    await engine.warm(document);
    expect(planned).toHaveBeenCalled();
    planned.mockClear();
    const { data } = await engine.execute({ document, principal: PUBLIC_PRINCIPAL, requestId: 'test' });
    expect(data).toMatchObject({ person: { things: [{ title: 'Thing of 1' }] } });
    expect(planned).not.toHaveBeenCalled();
    planned.mockRestore();
  });
});
