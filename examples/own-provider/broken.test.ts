import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Report {
  testResults: { assertionResults: { ancestorTitles: string[]; title: string; status: string }[] }[];
}

test('[O2] a provider that is broken turns the suite red, by a name that says what is wrong', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'billfold-broken-'));
  const file = join(folder, 'report.json');
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const config = fileURLToPath(new URL('broken/vitest.config.ts', import.meta.url));
  const args = [vitest, 'run', '--config', config, '--reporter=json', `--outputFile=${file}`];
  // It ends with 1, as it should; what it says is in the report.
  await new Promise((resolve) => execFile(process.execPath, args, resolve));
  const { testResults } = JSON.parse(await readFile(file, 'utf8')) as Report;
  await rm(folder, { recursive: true });

  const failed: Record<string, string[]> = {};
  for (const { ancestorTitles, title, status } of testResults.flatMap((one) => one.assertionResults)) {
    const [provider = '', ...about] = ancestorTitles.filter((one) => one !== '');
    const names = (failed[provider.replace(' as a provider', '')] ??= []);
    if (status === 'failed') names.push([...about, title].join(': '));
  }
  expect(failed).toEqual({
    calculates: expect.arrayContaining([
      'changing a plan: what is charged is what was shown, to the unit, also later: upgrade',
    ]),
    'believes ids': expect.arrayContaining([
      'reading: what belongs to another customer or project is as if it did not exist',
    ]),
    'cuts lists': expect.arrayContaining([
      'reading: invoices come newest first, each once, however long the pages are',
    ]),
    'ignores versions': expect.arrayContaining([
      'refusing: whatever was decided on another version',
      'refusing: of two who decide at once on the same version one, and the other has changed nothing',
    ]),
    'takes refusals for success': [
      'paying for a change: a payment that is refused changes nothing, and the next try may succeed',
    ],
  });
}, 240_000);
