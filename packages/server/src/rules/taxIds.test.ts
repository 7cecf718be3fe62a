import { taxIdTypes, type TaxIdEntry, type TaxIdType } from '@billfold/contract';
import { taxIdExample } from '@billfold/contract/countries';
import { describe, expect, test } from 'vitest';
import { euVatChecks, taxIdChecks } from './taxIdChecks.js';
import { checkTaxId, compactTaxId, verdictOn } from './taxIds.js';

/** What becomes of a number that somebody has entered: how it is written, or what is wrong with it. */
const entered = (type: TaxIdType, value: string) =>
  checkTaxId({ type, value }).then(
    (checked) => checked.value,
    (error: { code?: string; fields?: { path: string; message: string }[] }) => {
      expect(error).toMatchObject({ code: 'tax_id_invalid', fields: [{ path: 'value' }] });
      return { fault: error.fields![0]!.message };
    },
  );

/** Numbers from the documentation of their tax offices and of the validators, and how they are written. */
// prettier-ignore
const numbers: [TaxIdType, string, string][] = [
  ['eu_vat', 'de 123 456 788', 'DE123456788'],
  ['eu_vat', 'DE-123.456.788', 'DE123456788'],
  ['eu_vat', 'gr 123456783', 'EL123456783'],
  ['eu_vat', 'nl 0001.23456 b01', 'NL000123456B01'],
  ['gb_vat', '980 7806 84', 'GB980780684'],
  ['gb_vat', 'GB980780684', 'GB980780684'],
  ['ch_vat', 'che107787577iva', 'CHE-107.787.577 IVA'],
  ['no_vat', '995525828mva', 'NO 995 525 828 MVA'],
  ['br_cnpj', '16727230000197', '16.727.230/0001-97'],
  ['br_cpf', '390.533.447-05', '390.533.447-05'],
  ['in_gst', '27aapfu0939f1zv', '27AAPFU0939F1ZV'],
  ['jp_cn', '7-0000-1205-0002', '7000012050002'],
  ['us_ein', '911144442', '91-1144442'],
  ['au_abn', '83914571673', '83 914 571 673'],
  ['mx_rfc', 'GODE 561231 GR8', 'GODE561231GR8'],
  ['cl_tin', '76.086.428-5', '76.086.428-5'],
  ['br_cnpj', '12ABC34501DE35', '12.ABC.345/01DE-35'],
  ['pl_nip', 'PL 8567346215', '8567346215'],
  ['hr_oib', '３３３９２００５９６１', '33392005961'],
];

describe('the form', () => {
  test.each(numbers)('[X171] %s %s is written %s', async (type, value, written) => {
    expect(await entered(type, value)).toBe(written);
    // Written down, it is still the same number.
    expect(await entered(type, written)).toBe(written);
  });

  test('[X171] one wrong digit is told, with what is expected', async () => {
    expect(await entered('eu_vat', 'DE123456789')).toEqual({
      fault: 'must have the right check digit, such as DE123456788',
    });
    expect(await entered('eu_vat', 'FR123')).toEqual({
      fault: `must be a number of this kind, such as ${euVatChecks['FR']!.example}`,
    });
    expect(await entered('eu_vat', '123456788')).toEqual({
      fault: 'must begin with the two letters of its country, such as DE123456788',
    });
    expect(await entered('br_cnpj', '16.727.230/0001-98')).toEqual({
      fault: `must have the right check digit; it is written like ${taxIdExample('br_cnpj')}`,
    });
    expect(await entered('us_ein', '12')).toEqual({
      fault: 'must be a number of this kind; it is written like 12-3456789',
    });
  });

  test('[X171] every other digit of a VAT number makes it another one', async () => {
    for (let digit = 0; digit < 10; digit++) {
      const isRight = digit === 8;
      expect(typeof (await entered('eu_vat', `DE12345678${digit}`))).toBe(isRight ? 'string' : 'object');
    }
  });

  test('[X171] the example of every country of the Union is right', async () => {
    for (const { example } of Object.values(euVatChecks))
      expect(await entered('eu_vat', example)).toBe(example);
  });

  test('[X171] there is a validator for every kind that says so', async () => {
    for (const type of Object.keys(taxIdChecks) as TaxIdType[]) {
      expect(await entered(type, 'X')).toHaveProperty('fault');
    }
    expect(Object.keys(taxIdChecks).length + 1).toBeGreaterThanOrEqual(65);
  });

  test('[X172] of other kinds only length and characters are looked at, and the spelling stays', async () => {
    expect(await entered('ae_trn', '100 1234  5678 9003')).toBe('100 1234 5678 9003');
    expect(await entered('unknown', 'ab-123')).toBe('AB-123');
    expect(await entered('hk_br', '12')).toEqual({
      fault: 'must be a number of 4 to 24 digits and letters, such as 12345678',
    });
    for (const type of taxIdTypes) {
      const example = taxIdExample(type);
      if (type !== 'eu_vat' && !taxIdChecks[type]) expect(await entered(type, example)).toBe(example);
    }
    expect(await entered('hk_br', 'none of these')).toHaveProperty('fault');
    expect(await entered('hk_br', '1234\u202e5678')).toHaveProperty('fault');
    expect(await entered('hk_br', `1${'2'.repeat(30)}`)).toHaveProperty('fault');
  });

  test.each(['<img src=x onerror=alert(1)>', '=1+1', '…', '()', '🧾🧾🧾🧾', 'Ω'.repeat(60)])(
    '[X172] %j is a number of no kind',
    async (value) => {
      for (const type of taxIdTypes) expect(await entered(type, value)).toHaveProperty('fault');
    },
  );

  test('[X172] the same number is the same however it is written', () => {
    const spellings = ['DE123456788', 'de 123 456 788', 'DE-123.456/788', ' D E123456788 '];
    expect(new Set(spellings.map(compactTaxId))).toEqual(new Set(['DE123456788']));
  });
});

describe('what the register of a sandbox says', () => {
  const says = (type: TaxIdType, value: string) => verdictOn({ type, value } satisfies TaxIdEntry);

  test.each([
    ['000000000', 'verified'],
    ['DE000000000', 'verified'],
    ['ATU11111111', 'unverified'],
    ['111111111', 'unverified'],
    ['NL222222222B22', 'pending'],
    ['DE999999999', 'unavailable'],
  ] as const)('[X173] the test number %s is %s, whatever its check digit', async (value, verdict) => {
    expect(await says('eu_vat', value)).toBe(verdict);
    expect(await entered('eu_vat', value)).toBe(value);
  });

  test('[X173] of other numbers whether they can be right; nobody asks where that can not be told', async () => {
    expect(await says('eu_vat', 'DE 123 456 788')).toBe('verified');
    expect(await says('eu_vat', 'DE123456789')).toBe('unverified');
    expect(await says('gb_vat', 'GB980780684')).toBe('verified');
    expect(await says('ae_trn', '100123456789003')).toBeNull();
    expect(await says('unknown', 'AB-123')).toBeNull();
  });

  test('[X173] a number with other digits, or of no country, is no test number', async () => {
    expect(await says('eu_vat', 'DE000000001')).toBe('unverified');
    expect(await says('eu_vat', '33333')).toBe('unverified');
    expect(await entered('eu_vat', 'QQ000000000')).toHaveProperty('fault');
    expect(await entered('eu_vat', '<b>000000000</b>')).toHaveProperty('fault');
  });
});
