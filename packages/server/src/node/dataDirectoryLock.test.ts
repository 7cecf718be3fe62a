import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lockDataDirectory } from './dataDirectoryLock.js';

// Databases and processes start slowly on a machine that is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const newFolder = () => mkdtemp(join(tmpdir(), 'billfold-lock-'));

test('[S47] a second holder is refused within 3 s, is told who holds it and what to do, and harms nothing', async () => {
  const dataDir = await newFolder();
  const first = await lockDataDirectory(dataDir);
  const began = Date.now();

  await expect(lockDataDirectory(dataDir)).rejects.toThrow(
    new RegExp(
      `^The data directory ${dataDir} is in use by process ${process.pid}\\. Stop that process, .*BILLFOLD_DATA_DIR`,
    ),
  );
  expect(Date.now() - began).toBeLessThan(3_000);
  expect(await readdir(join(dataDir, 'locks'))).toHaveLength(1);

  first.release();
  (await lockDataDirectory(dataDir)).release();
  expect(await readdir(join(dataDir, 'locks'))).toEqual([]);
});

test('[S48] what a killed process left behind does not keep the next one out', async () => {
  const dataDir = await newFolder();
  const holder = holdInAnotherProcess(dataDir);
  await once(holder.stdout!, 'data');
  await expect(lockDataDirectory(dataDir)).rejects.toThrow(`is in use by process ${holder.pid}.`);

  holder.kill('SIGKILL');
  await once(holder, 'exit');

  const lock = await lockDataDirectory(dataDir);
  expect(await readdir(join(dataDir, 'locks'))).toEqual([expect.stringMatching(`^${process.pid}-`)]);
  lock.release();
});

test('[S48] a process that merely got the number of a dead holder is not taken for it', async () => {
  const dataDir = await newFolder();
  const lock = await lockDataDirectory(dataDir);
  const [mine] = await readdir(join(dataDir, 'locks'));
  lock.release();
  const earlier = mine!.replace(/^\d+-\d+-/, `${process.ppid}-1-`);
  await writeFile(join(dataDir, 'locks', earlier), '');

  (await lockDataDirectory(dataDir)).release();
});

test('[S48] a holder on another machine counts as long as it gives signs of life', async () => {
  const dataDir = await newFolder();
  (await lockDataDirectory(dataDir)).release();
  const elsewhere = join(dataDir, 'locks', '1-99-other.example');
  await writeFile(elsewhere, '');

  await expect(lockDataDirectory(dataDir)).rejects.toThrow('is in use by process 1 on other.example.');

  const longAgo = new Date(Date.now() - 60_000);
  await utimes(elsewhere, longAgo, longAgo);
  (await lockDataDirectory(dataDir)).release();
});

test('[S48] of many that want it at once, never two have it', async () => {
  const dataDir = await newFolder();
  const holders = Array.from({ length: 6 }, () => holdInAnotherProcess(dataDir));
  const outcomes = await Promise.all(
    holders.map(async (holder) =>
      Promise.race([
        once(holder.stdout!, 'data').then(() => 'held'),
        once(holder, 'exit').then(() => 'refused'),
      ]),
    ),
  );

  expect(outcomes.filter((outcome) => outcome === 'held').length).toBeLessThanOrEqual(1);
  expect(outcomes).toContain('refused');
  for (const holder of holders) holder.kill('SIGKILL');
});

/** Says `held` when it has the lock, and keeps it. */
function holdInAnotherProcess(dataDir: string) {
  const program = `
    import { lockDataDirectory } from ${JSON.stringify(new URL('./dataDirectoryLock.ts', import.meta.url).href)};
    await lockDataDirectory(${JSON.stringify(dataDir)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const args = ['--conditions=@billfold/source', '--import', 'tsx', '--input-type=module', '--eval', program];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
}
