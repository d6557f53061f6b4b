import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Design decision 14: time, ids and randomness are passed in, so pacing, retries and leases are tested without sleeping.
const passedIn = [
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'The time is passed in.'],
  ['CallExpression[callee.name="Date"]', 'The time is passed in.'],
  ['MemberExpression[object.name=/^(Date|performance)$/][property.name="now"]', 'The time is passed in.'],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'Randomness is passed in.'],
  ['MemberExpression[property.name=/^(randomUUID|getRandomValues|randomBytes|randomInt)$/]', 'Ids are passed in.'],
  ['ImportSpecifier[imported.name=/^(randomUUID|getRandomValues|randomBytes|randomInt)$/]', 'Ids are passed in.'],
].map(([selector, message]) => ({ selector, message }));

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.sandbox/', '.data/', 'test/walls/fixtures/'] },
  // A rule is kept or changed here, for everyone; a comment in a file cannot switch it off.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      'max-lines': ['error', 300],
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-control-regex': 'off', // Control characters are what a header must not carry, so we look for them.
      'no-undef': 'off', // The compiler knows every room's globals better.
      // `typeof import(…)` names the type of a chunk that is loaded later.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      // An exhaustive table or switch ends in a `never`; that is what keeps a new failure kind from slipping through.
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: ['src/domain/**', 'src/server/use-cases/**'],
    rules: { 'no-restricted-syntax': ['error', ...passedIn] },
  },
  {
    // The environment is read and checked once, in config.ts.
    files: ['src/server/**'],
    ignores: ['src/server/config.ts', 'src/server/serve.ts', 'src/server/doctor.ts', 'src/server/reseal.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'Take it from config.ts.' }],
      'no-restricted-imports': ['error', { name: 'node:process', message: 'Take it from config.ts.' }],
      'no-console': 'error', // The log is redacted; the console is not.
    },
  },
  {
    files: ['src/addin/**'],
    extends: [reactHooks.configs.flat.recommended, a11y.configs.recommended],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Office', property: 'initialize', message: 'Office.onReady also works outside Outlook.' },
      ],
    },
  },
  {
    // The host room is the one place that knows Outlook's quirks; everyone else uses our own Host type.
    files: ['src/addin/**'],
    ignores: ['src/addin/host/**', 'src/addin/taskpane.tsx', 'src/addin/launch-event.ts', 'src/addin/signed-in.ts'],
    rules: { 'no-restricted-globals': ['error', { name: 'Office', message: 'Use the Host from context.' }] },
  },
);
