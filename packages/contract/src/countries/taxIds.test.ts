import { expect, test } from 'vitest';
import { taxIdTypes } from '../taxIdTypes.js';
import { countryCodes, taxIdExample, taxIdHint, taxIdTypeFacts, taxIdTypesOf } from './index.js';

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

test('[C23] every kind of tax id has a name, an example and the country it is of', () => {
  expect(Object.keys(taxIdTypeFacts).sort()).toEqual([...taxIdTypes].sort());
  expect(taxIdTypes).toHaveLength(136);
  for (const type of taxIdTypes) {
    const { country, label } = taxIdTypeFacts[type];
    const prefix = type.slice(0, 2).toUpperCase();
    const expected = { un: null, ic: 'ES' }[type.slice(0, 2)];
    expect([type, country]).toEqual([type, expected === undefined ? prefix : expected]);
    if (country && country !== 'EU') expect(countryCodes).toContain(country);
    expect(label).toMatch(/^[\p{Lu}\p{N}]\S/u);
    expect(taxIdExample(type)).toMatch(/\d/);
  }
});

test('[C24] a hint takes every example, with and without its punctuation, and not half of it', () => {
  for (const type of taxIdTypes) {
    const example = taxIdExample(type);
    for (const text of [example, example.toLowerCase(), ` ${example.replaceAll(/[ ./-]/g, '')} `])
      expect([type, text, taxIdHint(type, text)]).toEqual([type, text, 'likely']);
    for (const text of ['', '-', '?'.repeat(9), `${example}${example}${example}`])
      if (type !== 'unknown') expect([type, text, taxIdHint(type, text)]).toEqual([type, text, 'unlikely']);
  }
});

test.each([
  ['eu_vat', 'de 123 456 789', 'likely'],
  ['eu_vat', 'DE12345678', 'unlikely'],
  ['eu_vat', '123456789', 'unlikely'],
  ['eu_vat', 'XI123456789', 'likely'],
  ['eu_vat', 'NL123456789B01', 'likely'],
  ['eu_vat', 'GB123456789', 'unlikely'],
  ['gb_vat', 'GB 123 4567 89', 'likely'],
  ['gb_vat', '123456789', 'likely'],
  ['gb_vat', 'GBGD001', 'likely'],
  ['br_cnpj', '12ABC34501DE35', 'likely'],
  ['br_cpf', '123.456.789', 'unlikely'],
  ['in_gst', '12ABCDE3456F1ZH', 'likely'],
  ['in_gst', '12ABCDE3456F1H', 'unlikely'],
  ['jp_trn', '1234567891234', 'unlikely'],
  ['us_ein', '123456789', 'likely'],
  ['ch_vat', 'CHE-123.456.789 TVA', 'likely'],
  ['ae_trn', '１２３４５６７８９０１２３４５', 'likely'],
] as const)('[C24] %s “%s” is %s', (type, value, hint) => {
  expect(taxIdHint(type, value)).toBe(hint);
});

test.each([
  ['DE', ['eu_vat', 'de_stn']],
  ['US', ['us_ein']],
  ['GB', ['gb_vat']],
  ['JP', ['jp_trn', 'jp_cn', 'jp_rn']],
  ['BR', ['br_cnpj', 'br_cpf']],
  ['IN', ['in_gst']],
  ['IE', ['eu_vat']],
  ['HK', ['hk_br']],
  ['AE', ['ae_trn']],
  ['CH', ['ch_vat', 'ch_uid']],
  ['ES', ['eu_vat', 'es_cif', 'ic_nif']],
  ['FR', ['eu_vat', 'fr_siren', 'fr_siret', 'fr_spi']],
  ['GR', ['eu_vat']],
  ['MC', ['eu_vat', 'fr_siren', 'fr_siret', 'fr_spi']],
  ['IM', ['gb_vat']],
  ['PR', ['us_ein']],
  ['FO', ['fo_vat']],
  ['XK', []],
  ['ZZ', []],
  ['EU', []],
  ['XI', []],
  ['EL', []],
  ['toString', []],
])('[C25] %s is offered %j', (country, types) => {
  expect(taxIdTypesOf(country)).toEqual(types);
});

test('[C25] an individual is offered what persons have first', () => {
  expect(taxIdTypesOf('BR', 'individual')).toEqual(['br_cpf', 'br_cnpj']);
  expect(taxIdTypesOf('IT', 'individual')).toEqual(['it_cf', 'eu_vat']);
  expect(taxIdTypesOf('DE', 'individual')).toEqual(['eu_vat', 'de_stn']);
});

test('[C25] the VAT number of the Union is offered in its countries, with their example', () => {
  for (const country of countryCodes) {
    const isEuropean = taxIdTypesOf(country)[0] === 'eu_vat';
    expect([country, isEuropean]).toEqual([
      country,
      [...EU, 'AX', 'MC', 'BL', 'GF', 'GP', 'MF', 'MQ', 'PM', 'RE', 'YT'].includes(country),
    ]);
  }
  for (const country of EU) {
    const example = taxIdExample('eu_vat', country);
    expect(example.slice(0, 2)).toBe(country === 'GR' ? 'EL' : country);
    expect(taxIdHint('eu_vat', example)).toBe('likely');
  }
  expect(taxIdExample('eu_vat')).toBe('DE123456789');
  expect(taxIdExample('gb_vat', 'GB')).toBe('GB123456789');
});

test('[C25] every kind is offered somewhere, but the one of sellers and the unknown one', () => {
  const offered = new Set(countryCodes.flatMap((country) => taxIdTypesOf(country)));
  expect(taxIdTypes.filter((type) => !offered.has(type))).toEqual(['eu_oss_vat', 'unknown']);
});
