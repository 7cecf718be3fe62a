// What users will get: the packages are built, then publint and attw read them as npm would pack them, and every entry
// is imported in plain Node, where there is no window.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PUBLISHED, buildPackages } from './buildPackages.js';
import { ROOT } from './paths.js';
import { run, tool } from './processes.js';

const problems: string[] = [];

try {
  await buildPackages();
  await Promise.all(PUBLISHED.map(checkPackage));
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

async function checkPackage(name: string): Promise<void> {
  const folder = join(ROOT, 'packages', name);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  const entries = Object.keys(manifest.exports);
  const styles = entries.filter((entry) => entry.endsWith('.css'));

  await expectSuccess(`${name}: publint`, tool('publint'), [folder, '--strict']);
  const excluded =
    styles.length > 0 ? ['--exclude-entrypoints', ...styles.map((entry) => entry.slice('./'.length))] : [];
  const attw = [
    '--pack',
    folder,
    '--profile',
    'esm-only',
    '--format',
    'ascii',
    '--no-color',
    '--no-emoji',
    ...excluded,
  ];
  await expectSuccess(`${name}: attw`, tool('attw'), attw);

  const modules = entries
    .filter((entry) => !/\.(css|json)$/.test(entry))
    .map((entry) => `@billfold/${name}${entry.slice(1)}`);
  const imports = modules.map((module) => `await import(${JSON.stringify(module)});`).join('\n');
  // A test entry is for a test runner, which plain Node is not.
  const importable = imports
    .split('\n')
    .filter((line) => !line.includes('/testing"'))
    .join('\n');
  await expectSuccess(`${name}: import in plain Node`, process.execPath, [
    '--input-type=module',
    '-e',
    importable,
  ]);
}

async function expectSuccess(title: string, command: string, args: string[]): Promise<void> {
  const { code, output } = await run(command, args, { cwd: ROOT });
  if (code !== 0) problems.push(`──── ${title}\n${output.trim()}`);
}
