export default {
  globalSetup: './tests/global-setup.ts',
  globalTeardown: './tests/global-teardown.ts',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './tests/jest-strip-types.cjs' },
  // Real servers take their time on a machine that does other things as well.
  testTimeout: 120_000,
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
};
