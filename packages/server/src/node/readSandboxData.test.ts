import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CannotStart } from '../CannotStart.js';
import { readSandboxData } from './readSandboxData.js';

async function fileOf(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'billfold-data-')), 'billing.json');
  await writeFile(file, text);
  return file;
}

test('[S62] a data file is read as it is written', async () => {
  const data = { catalog: { products: [] }, customers: [{ reference: 'user_1' }] };
  expect(await readSandboxData(await fileOf(JSON.stringify(data)))).toEqual(data);
});

test('[S62] a file that is not there is named, with its variable', async () => {
  await expect(readSandboxData('/nowhere/billing.json')).rejects.toThrow(
    'BILLFOLD_SANDBOX_DATA: the file /nowhere/billing.json can not be read (ENOENT).',
  );
});

test('[S62] a file that is not JSON, or not valid, is named, with the place', async () => {
  const notJson = await fileOf('{ "catalog": ');
  await expect(readSandboxData(notJson)).rejects.toThrow(`${notJson} is not JSON: `);

  const notValid = await fileOf(
    '{ "catalog": { "products": [] }, "customers": [{ "reference": "a", "emial": "x" }] }',
  );
  const refusal = readSandboxData(notValid);
  await expect(refusal).rejects.toThrow(CannotStart);
  await expect(refusal).rejects.toThrow(new RegExp(`^${notValid}: [\\s\\S]*customers\\.0\\.emial`));
});
