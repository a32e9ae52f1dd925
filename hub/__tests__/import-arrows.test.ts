import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const RULES = join(ROOT, '.dependency-cruiser.cjs');
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const HOUSE = ['platform', 'gateway', 'subgraphs', 'hub', 'sandbox', 'portal'];

/** One forbidden import per rule: who imports, and what it must not know. */
const PLANTED: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'no-cycles': ['platform/round/one.ts', 'platform/round/two.ts'],
  'platform-knows-nobody': ['platform/a.ts', 'hub/config.ts'],
  'gateway-knows-sdl-never-a-class': ['gateway/a.ts', 'subgraphs/waste/main.ts'],
  'subgraphs-meet-in-the-graph': ['subgraphs/waste/a.ts', 'subgraphs/transit/main.ts'],
  'subgraphs-stand-on-platform': ['subgraphs/waste/b.ts', 'gateway/server.ts'],
  'sandbox-is-outside': ['sandbox/a.ts', 'subgraphs/waste/main.ts'],
  'portal-speaks-only-the-graph': ['portal/a.ts', 'platform/time.ts'],
  'domain-looks-down': ['subgraphs/waste/domain/a.ts', 'subgraphs/waste/entities/address.ts'],
  'entities-looks-down': ['subgraphs/waste/entities/a.ts', 'subgraphs/waste/loaders/by-id.ts'],
  'loaders-looks-down': ['subgraphs/waste/loaders/a.ts', 'subgraphs/waste/actions/set.ts'],
  'connectors-looks-down': ['subgraphs/waste/connectors/a.ts', 'subgraphs/waste/actions/set.ts'],
  'actions-looks-down': ['subgraphs/waste/modules/calendar/actions/a.ts', 'subgraphs/waste/resolvers/home.ts'],
  'gateway-planning-looks-down': ['gateway/planning/a.ts', 'gateway/executor/run.ts'],
  'gateway-executor-looks-down': ['gateway/executor/a.ts', 'gateway/guards/order.ts'],
  'gateway-subscriptions-looks-down': ['gateway/subscriptions/a.ts', 'gateway/server.ts'],
  'gateway-guards-looks-down': ['gateway/guards/a.ts', 'gateway/http/route.ts'],
};

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

function cruise(cwd: string): Violation[] {
  const folders = HOUSE.filter((folder) => existsSync(join(cwd, folder)));
  const args = [CRUISER, '--config', join(cwd, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
  if (summary.totalCruised === 0) throw new Error('Nothing was looked at.');
  return summary.violations;
}

function plant(folder: string, [from, to]: readonly [string, string], isCycle: boolean): void {
  for (const path of [from, to]) mkdirSync(dirname(join(folder, path)), { recursive: true });
  const write = (path: string, other?: string) => {
    const target = other && `./${relative(dirname(path), other)}`;
    const text = target ? `import type { it } from '${target}';\nexport type of = it;\n` : '';
    writeFileSync(join(folder, path), `${text}export type it = string;\n`);
  };
  write(from, to);
  write(to, isCycle ? from : undefined);
}

describe('the arrows of imports', () => {
  let folder: string;
  let violations: Violation[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stadttor-arrows-'));
    cpSync(RULES, join(folder, '.dependency-cruiser.cjs'));
    for (const [rule, arrow] of Object.entries(PLANTED)) plant(folder, arrow, rule === 'no-cycles');
    violations = cruise(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('have one planted import for each rule', () => {
    const { forbidden } = createRequire(import.meta.url)(RULES) as { forbidden: { name: string; severity: string }[] };
    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(PLANTED).sort());
    expect(new Set(forbidden.map(({ severity }) => severity))).toEqual(new Set(['error']));
  });

  it.each(Object.entries(PLANTED))('%s refuses it, even for types alone', (rule, [from, to]) => {
    expect(violations.map((found) => [found.rule.name, found.from, found.to])).toContainEqual([rule, from, to]);
  });

  it('point the right way in the whole house', () => {
    expect(cruise(ROOT).map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });
});
