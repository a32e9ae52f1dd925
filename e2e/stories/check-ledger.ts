import { expect } from '@jest/globals';
import type { ProcessHub } from '../process-hub.ts';
import type { Ledger } from './load.ts';

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface SeenCase {
  id: string;
  version: number;
  events: { nodes: { version: number; type: string }[] };
  fees: { id: string }[] | null;
}

const CASES = `query ($after: String) { me { cases(first: 25, after: $after) {
  nodes { id version service { key } events(first: 100) { nodes { version type } } fees { id } }
  pageInfo { hasNextPage endCursor } } } }`;
const MAIL = `query ($after: String) { me { mailbox(first: 100, after: $after) {
  nodes { id case { id } } pageInfo { hasNextPage endCursor } } } }`;

/**
 * Everything acknowledged is there, whole and once: each case with all its events in gapless order, one message for each
 * event, one fee. What was not acknowledged may be there, but then it is whole too.
 */
export async function checkLedger(hub: ProcessHub, ledger: Ledger): Promise<void> {
  const cases = await allPages<SeenCase>(hub, CASES, 'cases');
  const mail = await allPages<{ id: string; case: { id: string } | null }>(hub, MAIL, 'mailbox');
  const known = new Map(cases.map((each) => [each.id, each.version]));
  const lost = [...ledger.cases].filter(([id, version]) => (known.get(id) ?? 0) < version);
  expect(lost).toEqual([]);
  const wrong = cases.flatMap((each) => faultsOf(each, mail.filter((message) => message.case?.id === each.id).length));
  expect(wrong).toEqual([]);
  expect(new Set(mail.map(({ id }) => id)).size).toBe(mail.length);
}

function faultsOf({ id, version, events, fees }: SeenCase & { service?: { key: string } }, messages: number): string[] {
  const versions = events.nodes.map((event) => event.version).sort((a, b) => a - b);
  const whole = Array.from({ length: Math.min(version, 100) }, (_, index) => index + 1);
  const faults = [];
  if (JSON.stringify(versions) !== JSON.stringify(whole)) faults.push(`events ${versions} for version ${version}`);
  if (messages !== version) faults.push(`${messages} messages for version ${version}`);
  if (fees === null || new Set(fees.map((fee) => fee.id)).size !== fees.length) faults.push('fees');
  return faults.map((fault) => `${id}: ${fault}`);
}

async function allPages<Node>(hub: ProcessHub, query: string, field: string): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const { me } = await hub.query<{ me: Record<string, Page<Node>> }>('erika', query, { after });
    const page = me[field] as Page<Node>;
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return nodes;
    after = page.pageInfo.endCursor;
  }
}
