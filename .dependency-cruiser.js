/**
 * The walls of the house: docs and design say who may import whom, these rules hold it.
 * Each rule has a known-bad import in test/walls/fixtures that must be reported, so a wall that fell is noticed.
 */

/** Whoever is in `from` may reach what `reach` matches, and nothing else. */
const only = (name, from, reach, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: reach },
});

/** Whoever is in `from` may not reach what `to` describes. */
const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

const npm = (...names) => names.map((name) => `(^|/)node_modules/${name}(/|$)`);
const ui = npm('react', 'react-dom', '@fluentui', '@griffel');
const adapters = 'discovery|smtp|graph|oauth|identity|vault|store';

export default {
  forbidden: [
    only(
      'domain-is-pure',
      '^src/domain/',
      ['^src/domain/'],
      'The rules of mail are read, tested and trusted without a network, a clock or a library.',
    ),
    only(
      'contract-is-schemas',
      '^src/contract/',
      ['^src/(contract|domain)/', ...npm('zod')],
      'What crosses HTTP is said once for both ends, so it can lean on nothing that only one end has.',
    ),

    never(
      'addin-runs-in-a-browser',
      { path: '^src/addin/' },
      { path: '^src/server/' },
      'The pane is downloaded by every rep; the server reaches it through the contract only.',
    ),
    never(
      'host-backend-identity-draw-nothing',
      { path: '^src/addin/(host|backend|identity)/' },
      { path: ['^src/addin/(screens|parts|words)/', ...ui] },
      'The launch event runs these where there is no page to draw on, and must start in no time.',
    ),
    never(
      'host-backend-identity-stand-alone',
      { path: '^src/addin/(host|backend|identity)/' },
      { path: '^src/addin/(host|backend|identity)/', pathNot: '^src/addin/$1/', dependencyTypesNot: ['type-only'] },
      'Each is replaced alone in a test; the entry wires them. Their types may be named anywhere.',
    ),
    never(
      'screens-take-effects-from-context',
      { path: '^src/addin/(screens|parts|words)/' },
      { path: ['^src/addin/(host|backend|identity)/', ...npm('@azure')], dependencyTypesNot: ['type-only'] },
      'A screen that reached Outlook or the server by import could not be shown without them.',
    ),
    never(
      'parts-know-no-screen',
      { path: '^src/addin/(parts|words)/' },
      { path: '^src/addin/screens/' },
      'A part is shared by screens; knowing one of them would drag it into the others.',
    ),
    {
      name: 'launch-event-is-light',
      comment:
        'Outlook starts this on every send, with a moment to spare and perhaps an engine of 2016, on which none of these run.',
      severity: 'error',
      from: { path: '^src/addin/launch-event\\.ts$' },
      to: { path: [...ui, ...npm('zod', '@azure')], reachable: true },
    },

    only(
      'use-cases-know-the-domain',
      '^src/server/use-cases/',
      ['^src/(domain|server/use-cases)/'],
      'A use case declares the needs it takes; who meets them is wiring’s business.',
    ),
    never(
      'adapters-never-meet',
      { path: `^src/server/(${adapters})/` },
      { path: '^src/(server|contract)/', pathNot: ['^src/server/$1/', '^src/server/egress\\.ts$'] },
      'An adapter can be replaced alone: it knows the domain, egress and its own library.',
    ),
    never(
      'routes-are-thin',
      { path: '^src/server/routes/' },
      { path: '^src/server/', pathNot: ['^src/server/(routes|use-cases)/', '^src/server/http\\.ts$'] },
      'Parse, call the use case, reply: a route that reaches an adapter has a rule of mail in it.',
    ),
    never(
      'only-main-wires',
      { path: '^src/server/[^/]+\\.ts$', pathNot: '^src/server/(main|serve|doctor|reseal)\\.ts$' },
      { path: [`^src/server/(${adapters}|wiring)/`, '^src/server/main\\.ts$'] },
      'All wiring is in one room, which main.ts opens, so that what runs can be read there; serve.ts runs it as a process, doctor.ts looks at it, and reseal.ts works at what it keeps.',
    ),
    never(
      'nobody-asks-the-doctor',
      { path: '^src/', pathNot: '^src/server/doctor(/|\\.ts$)' },
      { path: '^src/server/doctor(/|\\.ts$)' },
      'It may look at every part of the server; a part that leaned on it would be looked at by itself.',
    ),

    never(
      'sandbox-uses-the-real-server',
      { path: '^src/sandbox/' },
      { path: '^src/(server|addin)/', pathNot: '^src/server/main\\.ts$' },
      'The sandbox stands for the outside world; it gets at the product by its front door.',
    ),
    never(
      'nothing-imports-the-sandbox',
      { path: '^src/', pathNot: '^src/sandbox/' },
      { path: '^src/sandbox/' },
      'What plays the outside world must not reach a rep.',
    ),
    never(
      'nothing-imports-a-test',
      { path: '^(src|scripts)/' },
      { path: '^test/' },
      'A test may be thrown away without breaking what it tests.',
    ),

    never(
      'no-circle',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'Two files that run each other’s code are one file, or miss a third; types may name each other.',
    ),
    never(
      'every-import-leads-somewhere',
      {},
      { couldNotResolve: true },
      'An import that cannot be resolved is one that no rule above was able to judge.',
    ),
    never(
      'the-product-ships-its-packages',
      { path: '^src/(domain|contract|addin|server)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
      'A production install leaves the development packages out.',
    ),
    never(
      'every-package-is-declared',
      { path: '^(src|test|bench)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
      'A package that another one happens to bring is gone with that one’s next version.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/walls/fixtures/' },
    tsPreCompilationDeps: true, // A type-only import is an import too: it says who knows whom.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
