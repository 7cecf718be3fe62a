import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testTaxId } from '../../../../test/engineAccount.js';
import { totalsOf } from './invoice.js';
import { sum } from './money.js';

const nobody = { address: null, taxIds: [] };
const inCountry = (country: string, region: string | null = null, taxId: string | null = null) => ({
  address: { country, region, line1: null, line2: null, city: null, postalCode: null },
  taxIds: taxId === null ? [] : [testTaxId(taxId)],
});

const anyLines = fc.array(
  fc.record({
    amount: fc.bigInt({ min: 0n, max: 10n ** 14n }),
    discount: fc.constant(0n),
    taxBehavior: fc.constantFrom('inclusive' as const, 'exclusive' as const),
  }),
  { minLength: 1, maxLength: 10 },
);
const anybody = fc.constantFrom(
  nobody,
  inCountry('DE'),
  inCountry('DE', null, 'DE123456788'),
  inCountry('US', 'NY'),
  inCountry('CA', 'QC'),
  inCountry('JP'),
  inCountry('FI'),
);

test('[X4] lines are the subtotal, and the total is the subtotal with the tax that is not in it', () => {
  fc.assert(
    fc.property(anyLines, anybody, (lines, customer) => {
      const { subtotal, tax, taxes, total } = totalsOf(lines, customer, 0);
      expect(subtotal).toBe(sum(lines.map((line) => line.amount)));
      expect(tax).toBe(sum(taxes.map(({ amount }) => amount)));
      expect(total - subtotal).toBe(sum(taxes.filter((it) => !it.inclusive).map(({ amount }) => amount)));
    }),
    { numRuns: 3_000 },
  );
});

test('[X4] whoever pays no tax pays the subtotal', () => {
  fc.assert(
    fc.property(
      anyLines,
      fc.constantFrom(nobody, inCountry('DE', null, 'DE123456788')),
      (lines, customer) => {
        const { subtotal, tax, total } = totalsOf(lines, customer, 0);
        expect([tax, total]).toEqual([0n, subtotal]);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('[X6] 5 seats at $12.00 in New York, and ¥13,000 with the tax in it', () => {
  expect(
    totalsOf([{ amount: 6_000n, discount: 0n, taxBehavior: 'exclusive' }], inCountry('US', 'NY'), 0),
  ).toMatchObject({
    subtotal: 6_000n,
    tax: 533n,
    total: 6_533n,
  });
  expect(
    totalsOf([{ amount: 13_000n, discount: 0n, taxBehavior: 'inclusive' }], inCountry('JP'), 0),
  ).toMatchObject({
    subtotal: 13_000n,
    tax: 1_182n,
    total: 13_000n,
  });
});
