export type { ClusterLogger } from './cluster-logger.ts';
export * from './errors.ts';
export { type HubLock, type HubLockOptions, takeHubLock } from './hub-lock.ts';
export { type Cluster, type ClusterOptions, startEmbeddedCluster } from './launcher.ts';
export { type Databases, type DatabasesConfig, openDatabases } from './open.ts';
export { type ProvisionOptions, provision, type SubgraphDatabase } from './provision.ts';
export { VIEWER_ROLES } from './role-names.ts';
