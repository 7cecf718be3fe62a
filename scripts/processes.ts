import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './paths.js';

/** The path of a command-line tool among the dependencies. */
export const tool = (name: string): string => join(ROOT, 'node_modules', '.bin', name);

export interface Finished {
  code: number;
  /** Standard output and standard error, in the order they came. */
  output: string;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill()));

/** Makes a process that is told to stop stop what it runs as well. */
export function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}

/** Runs a command to its end and keeps what it says. Never throws for an exit code. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    // What is kept is shown later; colours only where somebody sees them, a log keeps the codes as dirt.
    const env = { ...(options.env ?? process.env), FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
    const child = spawn(command, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** Runs a command to its end, and throws with everything it said when it fails. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (exit code ${code}):\n${output}`);
  return output;
}

/** The beginning of what went wrong: enough to understand it in a list of attempts. */
export function brief(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  return lines.slice(0, 3).join(' ').slice(0, 400);
}

/** Runs npm in a folder. Under `npm run`, the npm that runs us is named; it need not be the one on PATH. */
export async function mustRunNpm(folder: string, args: readonly string[]): Promise<void> {
  const npm = process.env['npm_execpath'];
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  await mustRun(command, [...first, ...args], { cwd: folder });
}

/** `npm install --no-save` into a folder of its own, outside the project's lockfile. */
export async function npmInstallInto(folder: string, packages: readonly string[]): Promise<void> {
  const args = [
    'install',
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    ...packages,
  ];
  // In the folder itself: from the project's own, npm would take its workspaces into account.
  await mustRunNpm(folder, args);
}

/** True on a Debian (or its kin) where this process may install packages. */
export async function canUseApt(): Promise<boolean> {
  return process.getuid?.() === 0 && (await run('apt-get', ['--version'])).code === 0;
}

export async function aptInstall(packages: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await mustRun('apt-get', ['update', '-q'], { env });
  await mustRun('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env });
}
