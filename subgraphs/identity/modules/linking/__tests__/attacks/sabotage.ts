import { jest } from '@jest/globals';

type Guard = () => Promise<void>;
const CONNECTORS = '../../../../connectors';

/**
 * Guards that can be taken out, to see their row turn red (`npm run test:deep -- linking`): each replaces one function of one
 * file by nothing, and exists in tests only.
 */
const GUARDS: Readonly<Record<string, Guard>> = {
  'id-token': async () => {
    const real = await import(`${CONNECTORS}/oidc/check-id-token.ts`);
    jest.unstable_mockModule(`${CONNECTORS}/oidc/check-id-token.ts`, () => ({
      ...real,
      checkIdToken: async () => undefined,
    }));
  },
  'guarded-fetch': async () => {
    const real = await import(`${CONNECTORS}/oidc/guarded-fetch.ts`);
    jest.unstable_mockModule(`${CONNECTORS}/oidc/guarded-fetch.ts`, () => ({ ...real, makeGuardedFetch: () => fetch }));
  },
  'seen-messages': async () => {
    jest.unstable_mockModule('../../../../actions/seen-messages.ts', () => ({ isFirstTime: async () => true }));
  },
  'saml-algorithms': async () => {
    jest.unstable_mockModule(`${CONNECTORS}/saml/algorithms.ts`, () => ({ checkAlgorithms: () => undefined }));
  },
  'return-url': async () => {
    const real = await import('../../../../domain/return-url.ts');
    jest.unstable_mockModule('../../../../domain/return-url.ts', () => ({ ...real, isReturnUrl: () => true }));
  },
  'session-check': async () => {
    jest.unstable_mockModule('../../../../routes/session-here.ts', () => ({ sessionHere: async () => undefined }));
  },
  'fresh-session': async () => {
    jest.unstable_mockModule('../../actions/fresh-session.ts', () => ({
      checkFreshSession: async () => undefined,
    }));
  },
};

export const SABOTAGES: readonly (readonly [guard: string, file: string, row: string])[] = [
  ['id-token', 'relying-party', 'O17'],
  ['guarded-fetch', 'relying-party', 'O34'],
  ['seen-messages', 'relying-party', 'M07'],
  ['saml-algorithms', 'relying-party', 'M15'],
  ['return-url', 'relying-party', 'O23'],
  ['session-check', 'linking', 'L10'],
  ['fresh-session', 'linking', 'L11'],
];

/** Takes one guard out, before the hub is loaded. */
export async function sabotage(guard: string | undefined): Promise<void> {
  if (!guard) return;
  await GUARDS[guard]?.();
}
