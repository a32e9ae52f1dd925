export { acrOf, levelOfAcr } from './levels.ts';
export type { PartnerApp, PartnerApps } from './partner-app.ts';
export { SCOPES, type Scope } from './scopes.ts';
