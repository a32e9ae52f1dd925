import { jest } from '@jest/globals';
import type { AccessClaims } from '../../gateway/principal/access-tokens.ts';

type Guard = () => Promise<void>;
const PRINCIPALS = '../../gateway/principal/principals.ts';
const SIGN_OUTS = '../../subgraphs/identity/workers/tell-sign-outs.ts';

/** Guards that can be taken out, to see their cell turn red (`npm run test:deep -- revocation`); they exist in tests only. */
const GUARDS: Readonly<Record<string, Guard>> = {
  /** Whoever was good once stays good. */
  principals: async () => {
    const real = await import(PRINCIPALS);
    class Kept extends real.Principals {
      readonly #first = new Map<string, unknown>();
      async resolve(bearer: { token: string; claims: AccessClaims }) {
        const known = this.#first.get(bearer.token) ?? (await super.resolve(bearer));
        this.#first.set(bearer.token, known);
        return known;
      }
    }
    jest.unstable_mockModule(PRINCIPALS, () => ({ ...real, Principals: Kept }));
  },
  /** Authorised once, streamed for ever. */
  'watch-caller': async () => {
    jest.unstable_mockModule('../../gateway/principal/watch-caller.ts', () => ({ watchCaller: () => () => {} }));
  },
  'tell-sign-outs': async () => {
    const real = await import(SIGN_OUTS);
    class Silent extends real.TellSignOuts {
      async look(): Promise<void> {}
    }
    jest.unstable_mockModule(SIGN_OUTS, () => ({ ...real, TellSignOuts: Silent }));
  },
};

export const SABOTAGES: readonly (readonly [guard: string, cell: string])[] = [
  ['principals', 'logout, request'],
  ['watch-caller', 'consent revocation, socket'],
  ['tell-sign-outs', 'logout, webhook'],
];

/** Takes one guard out, before the hub is loaded. */
export async function sabotage(guard: string | undefined): Promise<void> {
  if (guard) await GUARDS[guard]?.();
}
