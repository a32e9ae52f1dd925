import { reachesLevel, type TrustLevelName } from '../visa/index.ts';

/** Sign-in methods (Anmeldewege) and the level each reaches. Source: BundID interface 10.2, section 5. */
const METHODS: Readonly<Record<string, TrustLevelName>> = {
  password: 'BASIC',
  elster: 'SUBSTANTIAL',
  eid: 'HIGH',
};

export const methodsReaching = (level: TrustLevelName): string[] =>
  Object.keys(METHODS).filter((method) => reachesLevel(METHODS[method] as TrustLevelName, level));
