import { availableParallelism } from 'node:os';
import { swcOptions } from './bin/swc.mjs';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['reflect-metadata'],
  globalSetup: './platform/testing/global-setup.ts',
  globalTeardown: './platform/testing/global-teardown.ts',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.deep\\.test\\.ts$'],
  // What the bench installs to compare with is nobody's module here.
  modulePathIgnorePatterns: ['<rootDir>/bench/peers/'],
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  testTimeout: 30_000,
  // One more than cores: much of the time a worker waits for a database, a process or a socket.
  maxWorkers: availableParallelism() + 1,
};
