import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of ours that runs in a process of its own. */
export interface RunningProgram {
  process: ChildProcess;
  /** What it has written so far. */
  output(): { stdout: string; stderr: string };
  /** Its exit code; null when a signal ended it. */
  exited: Promise<number | null>;
  /** Ends it without a farewell, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface ServerProcess extends RunningProgram {
  url: string;
  ready: { url: string; database: string; provider: string; version: string };
}

/**
 * Runs `billfold <command>` from its sources. Of this process's environment it gets nothing but the path to programs,
 * so that a test says all that it depends on.
 */
export function runBillfold(command: readonly string[], env: Record<string, string> = {}): RunningProgram {
  const program = fileURLToPath(new URL('../cli/billfold.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--conditions=@billfold/source', '--import', 'tsx', program, ...command],
    {
      env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  // A test that fails must not leave it behind.
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  void exited.finally(() => process.off('exit', atExit));
  return {
    process: child,
    output: () => ({ ...written }),
    exited,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Starts `billfold serve` on any port, for more requests than people send, and waits for its line on standard output. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const program = runBillfold(['serve'], { PORT: '0', BILLFOLD_RATE_LIMITS: 'off', ...env });
  const line = new Promise<string>((resolve) => {
    program.process.stdout!.on('data', () => {
      const [first, rest] = program.output().stdout.split('\n', 2);
      if (rest !== undefined) resolve(first!);
    });
  });
  const ended = program.exited.then((code) => {
    throw new Error(`The server ended with ${code} before it listened:\n${program.output().stderr}`);
  });
  const ready = JSON.parse(await Promise.race([line, ended])) as ServerProcess['ready'];
  ended.catch(() => {});
  return { ...program, url: ready.url, ready };
}
