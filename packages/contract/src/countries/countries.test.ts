// @vitest-environment node
import { build, defaultClientConditions, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import * as countries from './index.js';

/** The chunks of a page that has this one line, each with the modules of which anything is left. */
async function chunksOf(source: string): Promise<{ isEntry: boolean; modules: string[] }[]> {
  const entry = 'virtual:page';
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput;
  return output
    .filter((file) => file.type === 'chunk')
    .map(({ isEntry, modules }) => ({
      isEntry,
      modules: Object.entries(modules).flatMap(([id, { renderedLength }]) =>
        // What begins with a NUL is the bundler's own.
        renderedLength > 0 && !id.startsWith('\0') ? [id.split('/src/').at(-1)!] : [],
      ),
    }));
}

test('[C5] the data of countries brings no schema and no validator', async () => {
  const modules = (await chunksOf(`export * from '@billfold/contract/countries'`)).flatMap(
    (it) => it.modules,
  );
  expect(modules.filter((id) => !id.startsWith('countries/') && !id.startsWith('virtual:'))).toEqual([]);
});

test('[C21] a page has the regions of a country in a chunk of its own', async () => {
  const chunks = await chunksOf(`export * from '@billfold/contract/countries'`);
  const ofRegions = chunks.filter(({ modules }) => modules.some((id) => id.includes('/regions/')));
  expect(ofRegions).toHaveLength(47);
  for (const { isEntry, modules } of ofRegions) {
    expect(isEntry).toBe(false);
    expect(modules).toHaveLength(1);
  }
});

test('[C5] the data of countries is no part of the main entry', async () => {
  const modules = (await chunksOf(`export * from '@billfold/contract'`)).flatMap((it) => it.modules);
  expect(modules).toContain('taxIdTypes.ts');
  expect(modules.filter((id) => id.includes('countries/'))).toEqual([]);
});

test('[C11] the entry of countries exports these names', () => {
  expect(Object.keys(countries).sort().join(' ')).toMatchInlineSnapshot(
    `"addressFields addressFormat cityLabels countryCodes formatAddress isPostalCodeLikely line2Labels loadRegions postalCodeLabels regionLabels regionName taxIdExample taxIdHint taxIdTypeFacts taxIdTypesOf"`,
  );
});
