import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { currentPage, PAGE } from './generateConfigurationReference.js';

test('the page of configurations is what the schema says: else run scripts/generateConfigurationReference.ts', async () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(await currentPage(page));
});

test('a page that is not what the schema says is found out, and written anew', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const stale = page.replace('The most; not less than', 'Never less than').replace('`endSession`, ', '');
  expect(stale).not.toBe(page);
  expect(await currentPage(stale)).toBe(page);
});

test('a page without its marks is refused', async () => {
  await expect(currentPage('# Portal configuration\n')).rejects.toThrow('has lost its marks');
});
