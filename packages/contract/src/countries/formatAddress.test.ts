import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { Address } from '../billing-details.js';
import { countryCodes, formatAddress, regionName } from './index.js';

const address = (country: string, fields: Partial<Address>): Address => ({
  country,
  line1: null,
  line2: null,
  city: null,
  region: null,
  postalCode: null,
  ...fields,
});

test.each<[string, Partial<Address>, string[]]>([
  [
    'DE',
    { line1: 'Musterstraße 1', line2: 'Haus B', city: 'Berlin', postalCode: '10115' },
    ['Musterstraße 1', 'Haus B', '10115 Berlin'],
  ],
  [
    'US',
    { line1: '1 Example St', line2: 'Suite 2', city: 'Springfield', region: 'NY', postalCode: '10001' },
    ['1 Example St', 'Suite 2', 'Springfield, NY 10001'],
  ],
  [
    'GB',
    { line1: '1 Example Road', city: 'London', postalCode: 'EC1Y 8SY' },
    ['1 Example Road', 'London', 'EC1Y 8SY'],
  ],
  [
    'JP',
    {
      line1: '1-2-3 Rei',
      line2: 'Rei Building 4F',
      city: 'Chiyoda-ku',
      region: '13',
      postalCode: '100-0001',
    },
    ['1-2-3 Rei', 'Rei Building 4F', 'Chiyoda-ku, Tokyo', '100-0001'],
  ],
  [
    'BR',
    { line1: 'Rua Exemplo 1', line2: 'Centro', city: 'São Paulo', region: 'SP', postalCode: '01000-000' },
    ['Rua Exemplo 1', 'Centro', 'São Paulo-SP', '01000-000'],
  ],
  [
    'IN',
    { line1: '1 Example Marg', city: 'Mumbai', region: 'MH', postalCode: '400001' },
    ['1 Example Marg', 'Mumbai 400001', 'Maharashtra'],
  ],
  [
    'IE',
    { line1: '1 Example Lane', line2: 'Exampletown', city: 'Swords', region: 'D', postalCode: 'A65 F4E2' },
    ['1 Example Lane', 'Exampletown', 'Swords', 'Co. Dublin', 'A65 F4E2'],
  ],
  [
    'HK',
    { line1: 'Flat 1, 2/F', line2: 'Example House', city: 'Mong Kok', region: 'Kowloon' },
    ['Flat 1, 2/F', 'Example House', 'Mong Kok', 'Kowloon'],
  ],
  ['AE', { line1: 'PO Box 1', city: 'Dubai', region: 'DU' }, ['PO Box 1', 'Dubai']],
  [
    'FR',
    { line1: '1 rue de l’Exemple', city: 'Paris', postalCode: '75001' },
    ['1 rue de l’Exemple', '75001 Paris'],
  ],
  [
    'FI',
    { line1: 'Esimerkki 1', city: 'Helsinki', postalCode: '00100' },
    ['Esimerkki 1', 'FI-00100 Helsinki'],
  ],
  [
    'SG',
    { line1: '1 Example Way', city: 'Singapore', postalCode: '018956' },
    ['1 Example Way', 'SINGAPORE 018956'],
  ],
  [
    'IR',
    { line1: 'St. 1', line2: 'Vanak', city: 'Tehran', region: '23' },
    ['Tehran Province', 'Tehran, Vanak', 'St. 1'],
  ],
])('[C22] an address in %s is printed as it is written there', async (country, fields, lines) => {
  const name = await regionName(country, fields.region ?? null);
  expect(formatAddress(address(country, fields), { regionName: name })).toEqual(lines);
});

test('[C22] what is empty leaves no separators behind', () => {
  const us = (fields: Partial<Address>) => formatAddress(address('US', fields));
  expect(us({ line1: 'A', city: 'C', postalCode: '1' })).toEqual(['A', 'C 1']);
  expect(us({ city: 'C', region: 'NY' })).toEqual(['C, NY']);
  expect(us({ region: 'NY', postalCode: '1' })).toEqual(['NY 1']);
  expect(us({})).toEqual([]);
  expect(formatAddress(address('FI', { city: 'Helsinki' }))).toEqual(['Helsinki']);
  expect(formatAddress(address('BR', { region: 'SP' }))).toEqual(['SP']);
  expect(formatAddress(address('SG', { city: 'Singapore' }))).toEqual(['Singapore']);
});

test('[C22] what the country does not write is printed all the same', () => {
  expect(formatAddress(address('GB', { line1: 'A', city: 'C', region: 'Kent', postalCode: 'Z' }))).toEqual([
    'A',
    'C',
    'Kent',
    'Z',
  ]);
  expect(formatAddress(address('HK', { line1: 'A', region: 'Kowloon', postalCode: '999077' }))).toEqual([
    'A',
    'Kowloon',
    '999077',
  ]);
  expect(formatAddress(address('GI', { line1: 'A', city: 'Catalan Bay' }))).toEqual([
    'A',
    'Catalan Bay',
    'GIBRALTAR',
  ]);
});

test('[C22] a code that was entered with its prefix has it once', () => {
  for (const postalCode of ['FI-00100', 'fi 00100', '00100'])
    expect(formatAddress(address('FI', { city: 'Helsinki', postalCode }))).toEqual(['FI-00100 Helsinki']);
});

test('[C22] the country stands in the last line, in the words it is given', () => {
  expect(formatAddress(address('DE', { city: 'Berlin' }), { countryName: 'Allemagne' })).toEqual([
    'Berlin',
    'Allemagne',
  ]);
});

test('[C22] whatever is sent, nothing throws, nothing is lost and no line is empty or two', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('%C', '%A\n%Z', '$&', ' ', 'x\ny')));
  const anything = fc.record({
    country: fc.oneof(fc.constantFrom(...countryCodes), fc.string()),
    line1: text,
    line2: text,
    city: text,
    region: text,
    postalCode: text,
  });
  fc.assert(
    fc.property(anything, (it) => {
      const lines = formatAddress(it);
      for (const line of lines) expect(line).toMatch(/\S/);
      for (const line of lines) expect(line).not.toContain('\n');
      const printed = lines.join(' ').toLowerCase();
      for (const value of [it.line1, it.line2, it.city, it.region]) {
        const words = (value ?? '').replaceAll(/\s+/g, ' ').trim().toLowerCase();
        expect(printed).toContain(words);
      }
    }),
  );
  expect(formatAddress({ country: 'US' } as Address)).toEqual([]);
});
