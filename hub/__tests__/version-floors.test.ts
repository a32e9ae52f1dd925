import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string; readonly link?: boolean }>
  >;
}

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
const installed = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ path, name: path.replace(/^.*node_modules\//, ''), ...entry }));
const versionsOf = (name: string) =>
  installed.filter((each) => each.name === name).map(({ version }) => String(version));

const numbersOf = (version: string) => version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
function isAtLeast(version: string, floor: string): boolean {
  const [have, want] = [numbersOf(version), numbersOf(floor)];
  const at = want.findIndex((part, index) => part !== have[index]);
  return at < 0 || (have[at] ?? 0) > (want[at] ?? 0);
}

/** Below these versions there are known holes in what the hub stands on. Absent is fine, too old is not. */
const FLOORS: readonly (readonly [name: string, floor: string, hole: string])[] = [
  ['@apollo/server', '5.5.0', 'GET with an odd content type slips past the CSRF check (GHSA-9q82-xgwf-vj6h)'],
  ['@apollo/gateway', '2.13.2', 'prototype pollution by alias or payload (CVE-2026-32621)'],
  ['@apollo/query-planner', '2.13.2', 'prototype pollution by alias or payload (CVE-2026-32621)'],
  ['@apollo/federation-internals', '2.13.2', 'prototype pollution by alias or payload (CVE-2026-32621)'],
  [
    '@apollo/composition',
    '2.12.1',
    'rights lost over interfaces and @requires (GHSA-mx7m-j9xf-62hw, GHSA-m8jr-fxqx-8xx6)',
  ],
  ['graphql', '16.8.1', 'overlapping fields take for ever to validate (CVE-2023-26144)'],
  ['ws', '8.21.0', 'tiny fragments use up the memory (CVE-2026-48779, CVE-2026-45736)'],
  ['@mikro-orm/core', '7.1.11', 'SQL by crafted objects and keys (CVE-2026-34220, CVE-2026-34221, CVE-2026-44680)'],
  ['@mikro-orm/sql', '7.1.11', 'SQL by crafted objects and keys (CVE-2026-34220, CVE-2026-34221, CVE-2026-44680)'],
  [
    '@mikro-orm/postgresql',
    '7.1.11',
    'SQL by crafted objects and keys (CVE-2026-34220, CVE-2026-34221, CVE-2026-44680)',
  ],
  [
    '@escape.tech/graphql-armor-cost-limit',
    '2.4.2',
    'an operation named __schema escapes the limit (GHSA-733v-p3h5-qpq7)',
  ],
  ['express', '4.21.1', 'cookie names inject (CVE-2024-47764)'],
  ['oidc-provider', '9.11.0', 'lenient Basic credentials, opaque origins'],
];

/** Never to be installed: what they are for has a safe way here, or they come with holes of their own. */
const UNWANTED = ['apollo-server', 'apollo-server-core', 'subscriptions-transport-ws', 'apollo-router'];

describe('the versions in the lock file', () => {
  it.each(FLOORS)('%s is at least %s: %s', (name, floor) => {
    const old = versionsOf(name).filter((version) => !isAtLeast(version, floor));
    expect(old).toEqual([]);
  });

  it('knows an older version when it sees one', () => {
    const answers = [
      ['5.4.9', '5.5.0'],
      ['5.5.0', '5.5.0'],
      ['10.0.0', '9.11.0'],
      ['8.21.0-beta.1', '8.21.0'],
    ];
    expect(answers.map(([version, floor]) => isAtLeast(String(version), String(floor)))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('guards what is really installed', () => {
    const guarded = ['@apollo/server', '@apollo/gateway', 'graphql', 'ws', '@mikro-orm/core', 'oidc-provider'];
    expect(guarded.filter((name) => versionsOf(name).length === 0)).toEqual([]);
  });

  it("has one copy of graphql, since two do not know each other's schemas", () => {
    expect(installed.filter(({ name }) => name === 'graphql').map(({ path }) => path)).toEqual([
      'node_modules/graphql',
    ]);
  });

  it('has one version of all parts of MikroORM', () => {
    const parts = installed.filter(({ name }) => name.startsWith('@mikro-orm/'));
    expect(new Set(parts.map(({ version }) => version)).size).toBe(1);
  });

  it('has nothing that is old and out of care', () => {
    expect(UNWANTED.filter((name) => versionsOf(name).length > 0)).toEqual([]);
  });

  it('is listed with version and licence, so that operators know what they run', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const listed = readFileSync(join(ROOT, 'docs', 'licences.md'), 'utf8').replace(/ +/g, ' ');
    const named: [string, string][] = Object.entries({ ...dependencies, ...devDependencies });
    expect(named.filter(([name, version]) => !listed.includes(`| ${name} | ${version} |`))).toEqual([]);
  });

  it('proves every package by a hash', () => {
    expect(installed.filter(({ integrity, link }) => !integrity && !link).map(({ path }) => path)).toEqual([]);
  });
});
