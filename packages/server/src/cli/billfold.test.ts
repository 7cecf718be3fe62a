import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isSecret } from '../access/secrets.js';
import { migrations } from '../database/migrations/index.js';
import { runBillfold } from '../testing/startServerProcess.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const all = migrations.map((step) => step.name);

test('[S64] help lists the commands and every variable', async () => {
  const { code, stdout } = await outcome(['help']);

  expect(code).toBe(0);
  for (const word of ['serve', 'migrate', 'key', 'PORT', 'BILLFOLD_DATABASE_URL', 'BILLFOLD_SECRET_KEY'])
    expect(stdout).toContain(word);
});

test('[S64] an unknown command is an error, and shows the help', async () => {
  const { code, stdout, stderr } = await outcome(['sevre']);

  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^There is no command "sevre"\./);
});

test('[S64] key makes a secret key that a server takes', async () => {
  const { code, stdout } = await outcome(['key']);

  expect(code).toBe(0);
  expect(isSecret('sk_test', stdout.trim())).toBe(true);
});

test('[S410] with --live it is the key of a live project', async () => {
  const { code, stdout } = await outcome(['key', '--live']);

  expect(code).toBe(0);
  expect(isSecret('sk_live', stdout.trim())).toBe(true);
});

test('[S40, S64] migrate says what it would do, and does it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'billfold-data-'));
  const env = { BILLFOLD_DATA_DIR: dataDir };

  expect(JSON.parse((await outcome(['migrate', '--dry-run'], env)).stdout)).toEqual({ pending: all });
  expect(JSON.parse((await outcome(['migrate'], env)).stdout)).toEqual({ applied: all });
  expect(JSON.parse((await outcome(['migrate', '--dry-run'], env)).stdout)).toEqual({ pending: [] });
  await rm(dataDir, { recursive: true });
});

async function outcome(command: string[], env?: Record<string, string>) {
  const program = runBillfold(command, env);
  return { code: await program.exited, ...program.output() };
}
