import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './paths.js';

const variablesIn = (text: string) => [...new Set(text.match(/\b(BILLFOLD|STRIPE)_[A-Z_]+\b/g))].sort();
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('the README and the command line name every variable that the server reads, and no other', () => {
  const readers = ['readSettings', 'readStripeSettings'];
  const settings = variablesIn(readers.map((name) => read(`packages/server/src/node/${name}.ts`)).join());
  expect(settings.length).toBeGreaterThan(15);
  const [, table] = /^### Settings of the server\n(.*?)\n#/ms.exec(read('README.md'))!;
  expect(variablesIn(table!)).toEqual(settings);
  expect(variablesIn(read('packages/server/src/cli/settingsHelp.ts'))).toEqual(settings);
});
