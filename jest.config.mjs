import { swcOptions } from './bin/swc.mjs';

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['reflect-metadata'],
  globalSetup: './platform/testing/global-setup.ts',
  globalTeardown: './platform/testing/global-teardown.ts',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.deep\\.test\\.ts$'],
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  testTimeout: 30_000,
  // Jest leaves one core idle otherwise; with two that is half the machine.
  maxWorkers: '100%',
};
