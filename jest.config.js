const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
      target: 'es2023',
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

/** What every project shares: native ES modules, TypeScript stripped by swc, imports written with their extension. */
const shared = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': swc },
};

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/setup/walks-first.ts',
  // Says nothing about speed: it only frees a worker that hangs, on however busy a machine.
  testTimeout: 180_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/test/addin/', '/test/walk/', '/test/sandbox/outlook/'],
      globalSetup: '<rootDir>/test/setup/before-unit.ts',
      globalTeardown: '<rootDir>/test/setup/after-unit.ts',
    },
    {
      ...shared,
      displayName: 'addin',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/addin/**/*.test.{ts,tsx}'],
      globalSetup: '<rootDir>/test/setup/before-addin.ts',
      moduleNameMapper: { '^@fluentui/react-components$': '<rootDir>/node_modules/.cache/pane-tests/fluent.mjs' },
      setupFilesAfterEnv: ['<rootDir>/test/setup/browser.ts'],
    },
    {
      ...shared,
      // Whatever drives a browser.
      displayName: 'walk',
      testMatch: ['<rootDir>/test/{walk,sandbox/outlook}/**/*.test.ts'],
      globalSetup: '<rootDir>/test/setup/before-walk.ts',
      globalTeardown: '<rootDir>/test/setup/after-walk.ts',
    },
  ],
};
