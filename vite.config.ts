import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, defaultServerConditions, type PluginOption } from 'vite';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { CHROMIUM_ARGS, CHROMIUM_LAUNCHER } from './scripts/ensureChromium.js';
import { serveFieldsPage } from './scripts/serveFieldsPage.js';
import { browserCommands } from './scripts/vitest/browserCommands.js';

// The export condition under which our packages answer with their sources: no build stands between an edit and a test.
const sources = {
  resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@billfold/source', ...defaultServerConditions] } },
};

// A busy machine is no failure: what is waited for may take a while. Projects inherit nothing from the root, so each one says it.
const limits = { testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

// The long ones. A sweep asks for time alone; a proof asks for the machine.
const long = ['**/*.sweep.test.ts', '**/*.prove.test.ts'];
const serverTests = 'packages/server/src/**/*.test.ts';
// No database is in these: a second run on another one would say nothing more.
const withoutDatabase = [
  'packages/server/src/providers/stripe/client/**',
  'packages/server/src/providers/sandbox/{engine,pdf}/**',
];

/** The tests of a suffix that take minutes. `npm run prove` runs them in full, and gives BILLFOLD_PROVE=full. */
function longProject(name: 'sweep' | 'prove'): TestProjectInlineConfiguration {
  return {
    ...sources,
    test: {
      ...limits,
      name,
      include: [`packages/*/src/**/*.${name}.test.ts`],
      environment: 'node',
      env: { BILLFOLD_PROVE: process.env['BILLFOLD_PROVE'] ?? 'short' },
      globalSetup: ['scripts/vitest/postgresSetup.ts'],
      testTimeout: 1_800_000,
      hookTimeout: 120_000,
      fileParallelism: false,
    },
  };
}

/** A real Chromium; `scripts/ensureChromium.ts` has made sure that the launcher exists before it is started. */
const chromium = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: { executablePath: CHROMIUM_LAUNCHER, args: CHROMIUM_ARGS } }),
  instances: [{ browser: 'chromium' as const }],
};

/** One project per suffix or surrounding; `vitest run --project <name>` runs one. A project that isn't asked for costs nothing. */
const projects: Record<
  string,
  () => TestProjectInlineConfiguration | Promise<TestProjectInlineConfiguration>
> = {
  // Plain Node. The server's tests find the embedded database here: an empty address means "no PostgreSQL given".
  // Here and on PostgreSQL one process loads the modules once for all files: no module keeps anything from one call to the next.
  node: () => ({
    ...sources,
    test: {
      ...limits,
      name: 'node',
      include: [
        'packages/{contract,sdk}/src/**/*.test.ts',
        serverTests,
        // The double of Stripe keeps nothing in a database: it is tested here alone.
        'packages/server/test/**/*.test.ts',
        'scripts/**/*.test.ts',
        'bench/**/*.test.ts',
      ],
      exclude: [...configDefaults.exclude, ...long],
      isolate: false,
      environment: 'node',
      env: { BILLFOLD_TEST_DATABASE_URL: '' },
    },
  }),

  // The server's tests once more, on a real PostgreSQL: the embedded database has one connection and hides every race.
  postgres: () => ({
    ...sources,
    test: {
      ...limits,
      name: 'postgres',
      include: [serverTests],
      exclude: [...configDefaults.exclude, ...long, ...withoutDatabase],
      isolate: false,
      environment: 'node',
      globalSetup: ['scripts/vitest/postgresSetup.ts'],
    },
  }),

  // Every step and many seeds of what takes one path at a time, on PostgreSQL: it holds on a busy machine as well.
  sweep: () => longProject('sweep'),

  // Races, kills and outages, on PostgreSQL: they come at a rate that a busy machine doesn't reach.
  prove: () => longProject('prove'),

  dom: () => ({
    ...sources,
    plugins: [react()],
    test: {
      ...limits,
      name: 'dom',
      include: ['packages/{hooks,react,hosted,fields}/{src,test}/**/*.test.{ts,tsx}'],
      exclude: [...configDefaults.exclude, '**/*.browser.test.tsx'],
      environment: 'jsdom',
      // Testing Library switches React's act environment on, and cleans up, only where it finds global hooks.
      globals: true,
      setupFiles: ['scripts/vitest/domSetup.ts'],
    },
  }),

  browser: () => ({
    ...sources,
    plugins: [react(), serveFieldsPage()],
    test: {
      ...limits,
      name: 'browser',
      include: ['packages/{hooks,react,hosted,fields}/{src,test}/**/*.browser.test.tsx'],
      globals: true,
      setupFiles: ['scripts/vitest/domSetup.ts'],
      globalSetup: ['scripts/vitest/chromiumSetup.ts'],
      browser: { ...chromium, commands: browserCommands },
    },
  }),

  // Every story is a test: it renders, its play function passes, axe finds nothing.
  storybook: () => ({
    plugins: [storybookPlugins()],
    test: {
      ...limits,
      name: 'storybook',
      // The first story of a file opens the portal of its tab, with its database.
      testTimeout: limits.hookTimeout,
      globalSetup: ['scripts/vitest/chromiumSetup.ts'],
      browser: chromium,
    },
  }),

  types: () => ({
    ...sources,
    test: {
      name: 'types',
      include: [],
      typecheck: {
        enabled: true,
        only: true,
        include: ['packages/*/{src,test}/**/*.test-d.{ts,tsx}'],
        tsconfig: 'tsconfig.check.json',
        // Errors outside these files are the type check's to report.
        ignoreSourceErrors: true,
      },
    },
  }),

  examples: () => ({
    ...sources,
    test: {
      ...limits,
      name: 'examples',
      include: ['examples/**/*.test.{ts,tsx}'],
      environment: 'node',
      env: { BILLFOLD_TEST_DATABASE_URL: '' },
    },
  }),
};

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: Object.entries(projects)
      .filter(([name]) => isAskedFor(name))
      .map(([, project]) => project()),
  },
});

async function storybookPlugins(): Promise<PluginOption[]> {
  if (!existsSync('.storybook/main.ts')) return [];
  const { storybookTest } = await import('@storybook/addon-vitest/vitest-plugin');
  return [await storybookTest({ configDir: '.storybook' })];
}

/** True when the command line names this project, or none at all. */
function isAskedFor(name: string): boolean {
  const asked = process.argv.flatMap((argument, index) => {
    if (argument.startsWith('--project=')) return [argument.slice('--project='.length)];
    return argument === '--project' ? [process.argv[index + 1] ?? ''] : [];
  });
  return asked.length === 0 || asked.includes(name);
}
