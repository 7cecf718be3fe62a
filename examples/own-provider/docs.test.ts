import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** As it means, however it is broken into lines. */
const plain = (code: string) => code.replaceAll(/\s+/g, '').replaceAll(/,(?=[)\]}])/g, '');

const page = read('../../docs/providers.md');
const samples = Array.from(page.matchAll(/^```ts (\S+)\n(.*?)^```/gms), ([, file, code]) => [file!, code!]);

test('[O6] every sample of the page about providers says whose it is', () => {
  expect(samples.length).toBeGreaterThan(5);
  expect(page.match(/^```ts/gm)).toHaveLength(samples.length);
});

test.each(samples)('[O6] the page about providers shows %s as it is', (file, code) => {
  expect(plain(read(file))).toContain(plain(code));
});

test('[O6] the files that the pages name are there', () => {
  for (const [, path] of page.matchAll(/\]\((\.\.\/[^)#]+)\)/g)) {
    expect(() => read(`../../docs/${path}`), path).not.toThrow();
  }
  for (const [, path] of read('README.md').matchAll(/\]\(((?:src|company)\/\w+\.ts|\w+\.test\.ts)\)/g)) {
    expect(() => read(path!), path).not.toThrow();
  }
});
