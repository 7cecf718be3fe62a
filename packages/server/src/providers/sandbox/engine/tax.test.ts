import fc from 'fast-check';
import type { Address } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { testTaxId } from '../../../../test/engineAccount.js';
import { sum } from './money.js';
import { taxesOn, treatmentOf, type TaxableLine, type TaxTreatment } from './tax.js';

const at = (country: string, region: string | null = null): Address => ({
  country,
  line1: null,
  line2: null,
  city: null,
  region,
  postalCode: null,
});
const ratesOf = (address: Address | null) =>
  treatmentOf({ address, taxIds: [] }, 0).rates.map(({ name, percent }) => `${name} ${percent}`);

describe('which rates apply', () => {
  test('[X5] by country, and by region where it has a tax of its own', () => {
    expect(ratesOf(at('DE'))).toEqual(['VAT 19']);
    expect(ratesOf(at('FI'))).toEqual(['VAT 25.5']);
    expect(ratesOf(at('JP'))).toEqual(['Consumption tax 10']);
    expect(ratesOf(at('US', 'NY'))).toEqual(['Sales tax 8.875']);
    expect(ratesOf(at('US', 'ny'))).toEqual(['Sales tax 8.875']);
    expect(ratesOf(at('CA', 'QC'))).toEqual(['GST 5', 'QST 9.975']);
  });

  test('[X5] none without an address, or where none is known', () => {
    expect(ratesOf(null)).toEqual([]);
    expect(ratesOf(at('US', 'OR'))).toEqual([]);
    expect(ratesOf(at('AQ'))).toEqual([]);
  });
});

describe('reverse charge', () => {
  const isReversed = (country: string, taxId: string | null) =>
    treatmentOf({ address: at(country), taxIds: taxId === null ? [] : [testTaxId(taxId)] }, 0).reverseCharge;

  test('[X7] is for businesses in another country of the EU than the merchant’s', () => {
    expect(isReversed('DE', 'DE123456789')).toBe(true);
    expect(isReversed('GR', 'EL123456789')).toBe(true);
    expect(isReversed('DE', null)).toBe(false);
    // The merchant's own country, outside the EU, another country's number.
    expect(isReversed('IE', 'IE1234567WA')).toBe(false);
    expect(isReversed('GB', 'GB123456789')).toBe(false);
    expect(isReversed('DE', 'FR12345678901')).toBe(false);
  });

  test('[X7] charges nothing, and says at which rate the customer owes it themselves', () => {
    const treatment = treatmentOf({ address: at('DE'), taxIds: [testTaxId('DE123456788')] }, 0);
    expect(taxesOn([{ amount: 1_000n, taxBehavior: 'exclusive' }], treatment)).toEqual([
      {
        name: 'VAT',
        country: 'DE',
        percent: '19',
        inclusive: false,
        reverseCharge: true,
        taxableAmount: 1_000n,
        amount: 0n,
      },
    ]);
  });

  test('[X7] a VAT number is of the country that it names, and a test number of any', () => {
    expect(isReversed('DE', 'de 123 456 788')).toBe(true);
    expect(isReversed('GR', 'GR123456783')).toBe(true);
    expect(isReversed('GR', 'el 123 456 783')).toBe(true);
    expect(isReversed('DE', ' d.e. 123-456-788')).toBe(true);
    expect(isReversed('FR', '000000000')).toBe(true);
    expect(isReversed('FR', '222 222 222')).toBe(true);
    for (const none of ['987', '123456788', '00', '333333333', '+++', '']) {
      expect(isReversed('DE', none)).toBe(false);
    }
  });
});

describe('how much it is', () => {
  const oneRate = (percent: string): TaxTreatment => ({
    rates: [{ name: 'VAT', country: 'DE', percent }],
    reverseCharge: false,
  });
  const taxOf = (lines: TaxableLine[], percent: string) =>
    taxesOn(lines, oneRate(percent)).map(({ amount }) => amount);

  test('[X6] rounded on every line, and then added up', () => {
    const line: TaxableLine = { amount: 103n, taxBehavior: 'exclusive' };
    // 19 % of 103 is 19.57, and of 309 it is 58.71: 59 by the sum, 60 by the lines.
    expect(taxOf([line, line, line], '19')).toEqual([60n]);
  });

  test('[X6] part of a price that includes it', () => {
    expect(taxesOn([{ amount: 11_900n, taxBehavior: 'inclusive' }], oneRate('19'))).toMatchObject([
      { inclusive: true, taxableAmount: 10_000n, amount: 1_900n },
    ]);
    // Half a unit for the tax and half for the rest: it is the tax's.
    expect(taxOf([{ amount: 1n, taxBehavior: 'inclusive' }], '100')).toEqual([1n]);
  });

  const anyLine = fc.record({
    amount: fc.bigInt({ min: 0n, max: 10n ** 14n }),
    taxBehavior: fc.constantFrom('inclusive' as const, 'exclusive' as const),
  });
  const anyTreatment = fc
    .record({
      percents: fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 3 }),
      reverseCharge: fc.boolean(),
    })
    .map(({ percents, reverseCharge }) => ({
      reverseCharge,
      rates: percents.map((it) => ({ name: 'VAT', country: 'DE', percent: (it / 10_000).toFixed(4) })),
    }));

  test('[X6] a price that includes taxes is the taxes and the rest, to the unit', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), anyTreatment, (lines, treatment) => {
        const taxes = taxesOn(lines, treatment).filter((tax) => tax.inclusive);
        fc.pre(taxes.length > 0);
        const inclusive = sum(
          lines.filter((line) => line.taxBehavior === 'inclusive').map((line) => line.amount),
        );
        expect(taxes[0]!.taxableAmount + sum(taxes.map((tax) => tax.amount))).toBe(inclusive);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[X6] nothing is taxed below zero, nor is anything lost between lines', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), anyTreatment, (lines, treatment) => {
        const together = taxesOn(lines, treatment);
        const apart = lines.flatMap((line) => taxesOn([line], treatment));
        expect(sum(together.map((tax) => tax.amount))).toBe(sum(apart.map((tax) => tax.amount)));
        expect(together.every((tax) => tax.amount >= 0n && tax.taxableAmount >= 0n)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
