// The direction of imports (docs/architecture.md), as rules. `scripts/importRules.test.ts` plants a violation of each
// one and sees it reported: a rule that can't fail protects nothing.

/** Tests, stories and what they share may reach further than the code that users get. */
const tests = '\\.(test|test-d|stories)\\.tsx?$|^packages/[^/]+/test/';

/** Feature folders of the server: one noun each, and the merchant's side. */
const features = 'sessions|plans|subscriptions|invoices|payment-methods|billing-details|activity|merchant';

/** The parts of the server that run in Node only; everything else runs in a browser tab too. */
const nodeOnly =
  '^packages/server/src/(node\\.ts$|node/|cli/|adapters/|testing/|providers/stripe/|providers/sandbox/pdf/)';

const within = (name) => `^packages/${name}/`;
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
const ours = '^packages/';

/** The published suite that an adapter must pass. */
const conformance = '^packages/server/src/provider/describeProvider\\.ts$';

/** Code of a package may import these packages of ours, and no other. */
const mayImportOfOurs = (name, ...allowed) => ({
  name: `${name}-imports-of-ours`,
  comment: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other package of ours'}.`,
  severity: 'error',
  from: { path: within(name), pathNot: tests },
  to: { path: ours, pathNot: [name, ...allowed].map(within) },
});

/** Code of a package may import these packages from npm, and no other. */
const mayImportOfOthers = (name, ...allowed) => ({
  name: `${name}-imports-of-others`,
  comment: `${name} may import ${allowed.join(', ')} from npm.`,
  severity: 'error',
  from: { path: `^packages/${name}/src/`, pathNot: tests },
  to: { path: '(^|/)node_modules/', pathNot: npm(...allowed, '@types/.*') },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'A cycle has no first module to read.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-grab-bag',
      comment: 'A function lives with its noun; a folder named after no noun collects everything.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|common|shared|misc|lib)(/|\\.tsx?$)', pathNot: 'node_modules' },
    },
    {
      name: 'production-imports-no-tests',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'packages-know-no-surroundings',
      comment: 'Packages do not import examples, benches, end-to-end tests or scripts.',
      severity: 'error',
      from: { path: ours },
      to: { path: '^(examples|bench|e2e|scripts)/' },
    },
    {
      name: 'other-packages-by-name',
      comment: 'Another package is imported by its public name, never by a path into its folder.',
      severity: 'error',
      from: { path: '^(packages|examples)/([^/]+)/' },
      to: { path: ours, pathNot: '^$1/$2/', dependencyTypesNot: ['aliased'] },
    },

    mayImportOfOurs('contract'),
    mayImportOfOthers('contract', 'valibot', '@valibot/to-json-schema'),
    {
      name: 'contract-does-no-io',
      severity: 'error',
      from: { path: '^packages/contract/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },

    mayImportOfOurs('server', 'contract'),
    {
      name: 'server-core-runs-in-a-tab',
      comment:
        'node: and what needs it belong in node.ts, node/, cli/, adapters/ and testing/; the core gets them handed in.',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: [tests, nodeOnly] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-core-without-node-packages',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: [tests, nodeOnly] },
      to: {
        path: [npm('pg', 'pino', 'pdfkit', '@hono/node-server'), 'node_modules/drizzle-orm/node-postgres'],
      },
    },
    {
      name: 'server-core-imports-no-node-part',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: [tests, nodeOnly] },
      to: { path: nodeOnly },
    },
    {
      name: 'vitest-only-in-the-conformance-suite',
      comment:
        'The suite for adapters needs a test runner; a server and a browser tab must load without one.',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: [tests, conformance] },
      to: { path: [npm('vitest'), conformance] },
    },
    {
      name: 'stripe-only-in-its-provider',
      severity: 'error',
      from: {
        path: '^packages/',
        // Tests are judged by the real client and its types.
        pathNot: '^packages/server/(src/providers/stripe|test)/',
      },
      to: { path: npm('stripe') },
    },
    {
      name: 'features-apart',
      comment: 'A feature of the server sees the contract and the provider port, never another feature.',
      severity: 'error',
      from: { path: `^packages/server/src/(${features})/`, pathNot: tests },
      to: { path: `^packages/server/src/(${features})/`, pathNot: '^packages/server/src/$1/' },
    },
    {
      name: 'features-see-the-port-only',
      comment:
        'A feature is a function of its input: it knows neither a provider, nor HTTP, nor the way the server is started.',
      severity: 'error',
      from: { path: `^packages/server/src/(${features})/`, pathNot: tests },
      to: {
        path: ['^packages/server/src/(providers|http|cli|node|testing)/', npm('hono')],
      },
    },
    {
      name: 'providers-apart',
      severity: 'error',
      from: { path: '^packages/server/src/providers/([^/]+)/', pathNot: tests },
      to: { path: '^packages/server/src/providers/([^/]+)/', pathNot: '^packages/server/src/providers/$1/' },
    },

    mayImportOfOurs('sdk', 'contract'),
    mayImportOfOthers('sdk', 'express', 'hono', 'next', 'standardwebhooks'),
    {
      name: 'sdk-frameworks-only-in-adapters',
      severity: 'error',
      from: { path: '^packages/sdk/src/', pathNot: [tests, '^packages/sdk/src/adapters/'] },
      to: { path: npm('express', 'hono', 'next', '@types/express.*') },
    },

    mayImportOfOurs('hooks', 'contract'),
    mayImportOfOthers('hooks', 'react', '@tanstack/react-query'),
    {
      name: 'hooks-have-no-looks',
      severity: 'error',
      from: { path: '^packages/hooks/src/', pathNot: tests },
      to: { path: '\\.css$' },
    },

    mayImportOfOurs('react', 'hooks', 'contract'),
    mayImportOfOthers('react', 'react', 'react-dom', 'radix-ui', 'clsx', '@stripe/.*'),
    {
      name: 'react-sees-types-of-the-contract',
      comment:
        'Values of the contract bring its schemas into a page that needs none; the hooks hold them. What it knows of countries is apart from them.',
      severity: 'error',
      from: { path: '^packages/react/src/', pathNot: tests },
      to: {
        path: within('contract'),
        pathNot: within('contract/src/countries'),
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'stripe-js-only-in-its-payment-fields',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/react/src/payment-fields/stripe/' },
      to: { path: npm('@stripe/.*') },
    },
    {
      name: 'components-apart',
      comment: 'Components import primitives, words and format, never each other; pages put them together.',
      severity: 'error',
      from: { path: '^packages/react/src/components/([^/]+)/', pathNot: tests },
      to: { path: '^packages/react/src/components/([^/]+)/', pathNot: '^packages/react/src/components/$1/' },
    },
    {
      name: 'parts-below-components',
      comment: 'Primitives, words, format and theme are what components stand on.',
      severity: 'error',
      from: { path: '^packages/react/src/(primitives|words|format|theme)/', pathNot: tests },
      to: { path: '^packages/react/src/components/' },
    },
    {
      name: 'no-css-in-components',
      comment: 'The host includes the style sheet; a component that imports CSS does not load in plain Node.',
      severity: 'error',
      from: { path: '^packages/react/src/.*\\.tsx?$', pathNot: tests },
      to: { path: '\\.css$' },
    },

    mayImportOfOurs('fields'),
    {
      name: 'fields-import-nothing-of-others',
      comment: 'What is entered in the card page is seen by its own code alone.',
      severity: 'error',
      from: { path: '^packages/fields/src/', pathNot: tests },
      to: { path: '(^|/)node_modules/' },
    },

    mayImportOfOurs('hosted', 'react', 'hooks', 'contract'),
    mayImportOfOthers('hosted', 'react', 'react-dom', '@tanstack/react-query'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|storybook-static|coverage|\\.billfold|\\.cache)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@billfold/source', 'import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
