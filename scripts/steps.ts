import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildExample, buildFieldsPage, buildHostedPage } from './buildPages.js';
import { CACHE, ROOT } from './paths.js';
import { run, tool } from './processes.js';
import { FROM_SOURCE } from './sources.js';

/** One thing that `npm test` or `npm run check` makes sure of. */
export interface Step {
  name: string;
  /** True for what must have the machine to itself; it runs after all others. */
  alone?: boolean;
  run: () => Promise<Outcome>;
}

export interface Outcome {
  ok: boolean;
  /** Everything the step said; shown when it fails. */
  output: string;
  /** Tests that passed and failed; a step without tests has none. */
  passed: number;
  failed: number;
}

/** A command that is right when it ends with 0. */
const command = (name: string, program: string, args: readonly string[]): Step => ({
  name,
  run: async () => {
    const { code, output } = await run(program, args, { cwd: ROOT });
    return { ok: code === 0, output, passed: 0, failed: 0 };
  },
});

/** One of our own scripts, as a step. */
const script = (name: string, file: string, args: readonly string[] = []): Step =>
  command(name, process.execPath, [...FROM_SOURCE, file, ...args]);

/** What holds without running the product: `npm run check`. The slowest comes first, so that it ends with the others. */
export const checks: Step[] = [
  script('packages', 'scripts/checkPackages.ts'),
  command('types', tool('tsc'), ['-p', 'tsconfig.check.json']),
  command('imports', tool('depcruise'), [
    'packages',
    'examples',
    'bench',
    'e2e',
    'scripts',
    '.storybook',
    '--output-type',
    'err',
  ]),
  script('sizes', 'bench/sizes.ts', ['--check']),
  command('unused', tool('knip'), ['--no-progress']),
  command('format', tool('prettier'), ['--check', '--log-level', 'warn', '.']),
  command('lint', tool('oxlint'), ['--type-aware', '--deny-warnings']),
  command('styles', tool('stylelint'), ['{packages,examples}/**/*.css', '--allow-empty-input']),
  script('code', 'scripts/checkCode.ts'),
  script('spec', 'scripts/checkSpecIds.ts'),
];

/** The tests of one vitest project. */
const tests = (project: string): Step => ({
  name: project,
  run: async () => {
    const report = await freshReport(project);
    const args = [
      'run',
      '--project',
      project,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const { code, output } = await run(tool('vitest'), args, { cwd: ROOT });
    const counted = await readReport(report);
    return {
      ok: code === 0,
      output,
      passed: Number(counted['numPassedTests'] ?? 0),
      failed: Number(counted['numFailedTests'] ?? 0),
    };
  },
});

/** The users' journeys, in a real browser against the example app. */
const journeys: Step = {
  name: 'e2e',
  run: async () => {
    const report = await freshReport('e2e');
    const args = ['test', '--reporter=line,json', '--pass-with-no-tests'];
    const { code, output } = await run(tool('playwright'), args, {
      cwd: ROOT,
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    });
    const { stats = {} } = (await readReport(report)) as { stats?: Record<string, number> };
    return {
      ok: code === 0,
      output,
      passed: stats['expected'] ?? 0,
      failed: (stats['unexpected'] ?? 0) + (stats['flaky'] ?? 0),
    };
  },
};

/** The two front ends that are served as files; the server's tests and the journeys need them. */
export const pages: Step = {
  name: 'pages',
  run: async () => {
    const built = await Promise.allSettled([buildHostedPage(), buildFieldsPage(), buildExample()]);
    const reasons = built.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    return { ok: reasons.length === 0, output: reasons.join('\n'), passed: 0, failed: 0 };
  },
};

/** Everything that is run: `npm test` adds these to the checks. The longest come first. */
export const suites: Step[] = [
  tests('node'),
  journeys,
  tests('dom'),
  tests('postgres'),
  tests('sweep'),
  tests('storybook'),
  tests('browser'),
  tests('examples'),
  { ...tests('types'), name: 'type-tests' },
  // Races, kills and outages at a rate that a busy machine doesn't reach.
  { ...tests('prove'), alone: true },
];

async function freshReport(name: string): Promise<string> {
  const file = join(CACHE, 'reports', `${name}.json`);
  await mkdir(join(CACHE, 'reports'), { recursive: true });
  await rm(file, { force: true });
  return file;
}

/** A run that broke down leaves no report: then nothing was counted. */
async function readReport(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
