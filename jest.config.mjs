export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './tests/jest-strip-types.cjs' },
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
};
