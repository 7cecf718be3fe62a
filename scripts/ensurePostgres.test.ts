import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { startPostgres } from './ensurePostgres.js';
import { ROOT } from './paths.js';

afterEach(() => vi.unstubAllEnvs());

test('a cluster answers until it is stopped', async () => {
  const postgres = await startPostgres();
  expect(await answers(postgres.url)).toBe(true);
  await postgres.stop();
  expect(await answers(postgres.url)).toBe(false);
});

test('what a killed run left behind is ended by the next run', async () => {
  const killed = spawn(process.execPath, ['--import', 'tsx', 'scripts/ensurePostgres.ts'], { cwd: ROOT });
  const [line] = (await once(killed.stdout, 'data')) as [Buffer];
  const left = line.toString().trim();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(await answers(left)).toBe(true);

  const postgres = await startPostgres();
  await expect.poll(() => answers(left), { timeout: 10_000 }).toBe(false);
  await postgres.stop();
});

test('an address that is given is used as it is, and nothing is started or stopped', async () => {
  vi.stubEnv('BILLFOLD_TEST_DATABASE_URL', 'postgres://somebody@127.0.0.1:1/theirs');
  const postgres = await startPostgres();
  expect(postgres.url).toBe('postgres://somebody@127.0.0.1:1/theirs');
  await postgres.stop();
});

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
