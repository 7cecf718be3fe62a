import { expect, test } from 'vitest';
import { addressFormat, countryCodes, loadRegions, regionName } from './index.js';

test('[C21] a country that has regions to choose from has a list, and only such a country', async () => {
  for (const country of [...countryCodes, 'ZZ', 'toString']) {
    const regions = await loadRegions(country);
    expect([country, regions !== null]).toEqual([country, addressFormat(country).hasRegions]);
    if (!regions) continue;
    expect(addressFormat(country).rows.flat()).toContain('region');
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
    for (const { code, name, localName } of regions) {
      expect([country, code, name]).toEqual([
        country,
        code,
        expect.stringMatching(/^[\p{Script=Latin}\p{P}\p{M}\s`´]+$/u),
      ]);
      expect(code).toMatch(/\S/);
      expect(localName).not.toBe(name);
    }
  }
});

test.each([
  ['US', 62, 'NY', 'New York', null],
  ['CA', 13, 'QC', 'Quebec', null],
  ['JP', 47, '13', 'Tokyo', '東京都'],
  ['BR', 27, 'SP', 'São Paulo', null],
  ['IN', 36, 'MH', 'Maharashtra', null],
  ['IE', 26, 'D', 'Co. Dublin', null],
  ['HK', 3, 'Kowloon', 'Kowloon', '九龍'],
  ['AE', 7, 'DU', 'Dubai', 'دبي'],
])('[C21] %s has %i regions, of which %s is %s', async (country, count, code, name, localName) => {
  const regions = await loadRegions(country);
  expect(regions).toHaveLength(count);
  expect(regions!.find((region) => region.code === code)).toEqual({ code, name, localName });
});

test('[C21] regions stand by name, and numbered ones by number', async () => {
  const names = (await loadRegions('AE'))!.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect((await loadRegions('JP'))!.slice(0, 2).map(({ name }) => name)).toEqual(['Hokkaido', 'Aomori']);
});

test('[C21] DE and GB have none to choose from', async () => {
  expect(await loadRegions('DE')).toBeNull();
  expect(await loadRegions('GB')).toBeNull();
});

test('[C21] a region is written by its code where letters are addressed so, else by its name', async () => {
  expect(await regionName('US', 'CA')).toBe('CA');
  expect(await regionName('JP', '13')).toBe('Tokyo');
  expect(await regionName('JP', 'Somewhere')).toBe('Somewhere');
  expect(await regionName('GB', 'Kent')).toBe('Kent');
  expect(await regionName('JP', null)).toBeNull();
});
