import { jest } from '@jest/globals';

type Guard = () => Promise<void>;
const PROVIDER = '../provider';

/** Guards that can be taken out, to see their row turn red (`npm run test:deep -- provider-attacks`); they exist in tests only. */
const GUARDS: Readonly<Record<string, Guard>> = {
  pkce: async () => {
    const real = await import(`${PROVIDER}/protocol.ts`);
    const protocol = (options: unknown) => ({ ...real.protocol(options), pkce: { required: () => false } });
    jest.unstable_mockModule(`${PROVIDER}/protocol.ts`, () => ({ ...real, protocol }));
  },
  'used-assertions': async () => {
    const real = await import(`${PROVIDER}/record-adapter.ts`);
    class Forgetful extends real.RecordAdapter {
      constructor(
        private readonly name: string,
        database: unknown,
      ) {
        super(name, database);
      }
      async upsert(...written: unknown[]): Promise<void> {
        if (this.name !== 'ReplayDetection') await super.upsert(...written);
      }
    }
    jest.unstable_mockModule(`${PROVIDER}/record-adapter.ts`, () => ({ ...real, RecordAdapter: Forgetful }));
  },
  attempts: async () => {
    const Attempts = class {
      refuse = async () => false;
      count = async () => {};
    };
    jest.unstable_mockModule(`${PROVIDER}/attempts.ts`, () => ({ Attempts }));
  },
};

export const SABOTAGES: readonly (readonly [guard: string, row: string])[] = [
  ['pkce', 'V05 no PKCE by portal'],
  ['used-assertions', 'V15 client assertion played again'],
  ['attempts', 'V14 guessing a client secret'],
];

/** Takes one guard out, before the provider is loaded. */
export async function sabotage(guard: string | undefined): Promise<void> {
  if (guard) await GUARDS[guard]?.();
}
