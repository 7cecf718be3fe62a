import { spawn } from 'node:child_process';
import { ROOT } from './paths.js';

/** Node's arguments for running one of our sources: our packages answer with their sources, TypeScript is understood. */
export const FROM_SOURCE = ['--conditions=@billfold/source', '--import', 'tsx'];

/**
 * Runs a program in the foreground until it ends, and ends with its exit code. The program gets the terminal, and the
 * signals that are sent to this process alone (a terminal sends Ctrl+C to both by itself).
 */
export function runInForeground(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  // Nobody signals us when the npm that started us is killed; then nobody would be left to stop the program.
  const npm = process.env['npm_lifecycle_event'] ? process.ppid : null;
  const watch = setInterval(() => npm !== null && process.ppid !== npm && child.kill('SIGTERM'), 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      // A program that was asked to stop and stopped has not failed.
      process.exitCode = signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : (code ?? 1);
      resolve();
    });
  });
}

/** Runs one of our TypeScript files in the foreground. */
export function runSource(
  file: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<void> {
  return runInForeground(process.execPath, [...FROM_SOURCE, file, ...args], env);
}
