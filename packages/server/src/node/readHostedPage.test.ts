import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFieldsPage } from './readFieldsPage.js';
import { readHostedPage } from './readHostedPage.js';

test('[S60] the built page is read with its assets, by the paths that browsers ask for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'billfold-hosted-'));
  await mkdir(join(folder, 'fonts'));
  await writeFile(join(folder, 'index.html'), '<html data-redeem="button">');
  await writeFile(join(folder, 'index-1a2b.js'), 'run()');
  await writeFile(join(folder, 'index-1a2b.css'), 'a{}');
  await writeFile(join(folder, 'fonts', 'a.woff2'), '');
  await writeFile(join(folder, 'index-1a2b.js.map'), 'not for browsers');

  const page = await readHostedPage([join(folder, 'nowhere'), folder]);

  expect(page?.html).toBe('<html data-redeem="button">');
  expect([...page!.assets].map(([path, { type }]) => [path, type]).toSorted()).toEqual([
    ['/hosted/fonts/a.woff2', 'font/woff2'],
    ['/hosted/index-1a2b.css', 'text/css; charset=utf-8'],
    ['/hosted/index-1a2b.js', 'text/javascript; charset=utf-8'],
  ]);
  expect(new TextDecoder().decode(page!.assets.get('/hosted/index-1a2b.js')!.bytes)).toBe('run()');
});

test('[S60] a page that has not been built is no page, and no error', async () => {
  expect(await readHostedPage([join(tmpdir(), 'billfold-hosted-nowhere')])).toBeUndefined();
});

test('[S119] the page for test payment methods is read in the same way, with its assets beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'billfold-fields-'));
  await writeFile(join(folder, 'index.html'), '<title>Fields</title>');
  await writeFile(join(folder, 'index-1a2b.js'), 'run()');

  const page = await readFieldsPage([folder]);

  expect([page?.html, [...page!.assets.keys()]]).toEqual(['<title>Fields</title>', ['/index-1a2b.js']]);
  expect(await readFieldsPage([join(tmpdir(), 'billfold-fields-nowhere')])).toBeUndefined();
});
