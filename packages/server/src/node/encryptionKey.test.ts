import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isEncryptionKey, makeEncryptionKey } from '../access/secretBox.js';
import { chooseEncryptionKey, keyBesideDatabase } from './encryptionKey.js';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'billfold-key-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('[S195] a key is made once, in a file that only its owner reads', async () => {
  const folder = join(dataDir, 'new');
  const key = await keyBesideDatabase(folder);
  expect(isEncryptionKey(key)).toBe(true);
  expect(await keyBesideDatabase(folder)).toBe(key);
  expect(await readdir(folder)).toEqual(['encryption.key']);
  expect((await stat(join(folder, 'encryption.key'))).mode & 0o777).toBe(0o600);
  expect((await readFile(join(folder, 'encryption.key'), 'utf8')).trim()).toBe(key);
});

test('[S195] a file that holds no key ends the start, and stays as it is', async () => {
  const file = join(dataDir, 'encryption.key');
  await writeFile(file, 'half a ke');
  await expect(keyBesideDatabase(dataDir)).rejects.toThrow('holds no encryption key');
  expect(await readFile(file, 'utf8')).toBe('half a ke');
});

test('[S195] what is set is taken; PostgreSQL without it has no webhooks, and the log says so', async () => {
  const warnings: string[] = [];
  const log = { info() {}, warn: (_: object, message: string) => void warnings.push(message), error() {} };
  const encryptionKey = makeEncryptionKey();
  for (const kind of ['embedded', 'postgres'] as const) {
    expect(await chooseEncryptionKey({ encryptionKey, dataDir }, kind, log)).toBe(encryptionKey);
  }
  expect(await readdir(dataDir)).toEqual([]);
  expect(await chooseEncryptionKey({ dataDir }, 'embedded', log)).toBe(await keyBesideDatabase(dataDir));
  expect(warnings).toEqual([]);
  expect(await chooseEncryptionKey({ dataDir }, 'postgres', log)).toBe(undefined);
  expect(warnings).toEqual([expect.stringContaining('BILLFOLD_ENCRYPTION_KEY')]);
});
