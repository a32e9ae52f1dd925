import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { defineAttacks } from '../../../platform/testing/attack-table.ts';
import { sabotage } from './provider-sabotage.ts';

await sabotage(process.env.SABOTAGE);
const { attacks, close, open } = await import('./provider-attacks.ts');
beforeAll(open);
afterAll(close);

describe('attacks on the OpenID provider', () => {
  defineAttacks({
    file: join(import.meta.dirname, '..', '..', '..', 'docs', 'attacks', 'provider.md'),
    title: 'Attacks on the OpenID provider (P8)',
    attacks,
  });
});
