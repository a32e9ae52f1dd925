export * from './common.ts';
export * from './hub-error.ts';
export { toGraphQLError, type UnknownErrorReport } from './to-graphql.ts';
