export * from './jwt.ts';
export * from './principal.ts';
export * from './visa.ts';
