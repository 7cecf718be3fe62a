import type { Address } from '@billfold/contract';
import { expect, test } from 'vitest';
import {
  testAccount,
  testChange,
  testOptions,
  testSubscription,
  testTaxId,
} from '../../../../test/engineAccount.js';
import type { Account } from './account.js';
import { advance } from './advance.js';
import { changeSubscription } from './change.js';
import { DAY } from './periods.js';
import { treatmentOf } from './tax.js';
import { VERIFICATION_TIME, verificationAt, type TaxIdState } from './taxIds.js';
import { defaultTerms } from './terms.js';
import { upcomingInvoice } from './upcoming.js';

const start = Date.parse('2026-04-01');
const inGermany: Address = {
  country: 'DE',
  line1: null,
  line2: null,
  city: null,
  region: null,
  postalCode: null,
};

/** Somebody in Germany at $12.00 a month since April, with a VAT number. */
function businessWith(taxId: Partial<TaxIdState>): Account {
  const account = testAccount(testSubscription({ startedAt: start }));
  const taxIds = [testTaxId('DE123456788', { createdAt: start, ...taxId })];
  return { ...account, billedTo: { ...account.billedTo, kind: 'business', address: inGermany, taxIds } };
}

test('[X174] a register is asked for a minute, and has said the same ever after', () => {
  const settlesAt = start + VERIFICATION_TIME;
  for (const verdict of ['verified', 'unverified', 'unavailable', 'pending'] as const) {
    const taxId = testTaxId('DE123456788', { verdict, settlesAt, createdAt: start });
    expect(VERIFICATION_TIME).toBe(60_000);
    expect([start, settlesAt - 1].map((at) => verificationAt(taxId, at))).toEqual(['pending', 'pending']);
    expect([settlesAt, settlesAt + 400 * DAY].map((at) => verificationAt(taxId, at))).toEqual([
      verdict,
      verdict,
    ]);
  }
});

test('[X175] a number that the register is asked about counts, and one that it does not know counts no more', () => {
  const settlesAt = start + VERIFICATION_TIME;
  const isReversed = (verdict: TaxIdState['verdict'], at: number) =>
    treatmentOf(businessWith({ verdict, settlesAt }).billedTo, at).reverseCharge;
  for (const verdict of ['verified', 'unavailable', 'pending', 'unverified'] as const) {
    expect(isReversed(verdict, settlesAt - 1)).toBe(true);
    expect(isReversed(verdict, settlesAt)).toBe(verdict !== 'unverified');
  }
});

test('[X175] a second number makes up for one that is not known, and one of another kind does not', () => {
  const unknown = testTaxId('DE111111111', { verdict: 'unverified' });
  const isReversed = (...taxIds: TaxIdState[]) =>
    treatmentOf({ address: inGermany, taxIds }, start).reverseCharge;
  expect(isReversed(unknown)).toBe(false);
  expect(isReversed(unknown, testTaxId('DE123456788'))).toBe(true);
  expect(isReversed(unknown, testTaxId('12/345/67890', { type: 'de_stn' }))).toBe(false);
  expect(isReversed(unknown, testTaxId('FR32123456789'))).toBe(false);
});

test('[X175] it decides at the instant of the invoice, which the upcoming one and a price foresee', () => {
  // The register answers between the invoices of April and May.
  const account = businessWith({ verdict: 'unverified', settlesAt: Date.parse('2026-04-20') });
  const april = advance(account, start, defaultTerms);
  expect(april.issued).toMatchObject([{ tax: 0n, total: 1_200n, taxes: [{ reverseCharge: true }] }]);

  const upcoming = upcomingInvoice(april.account, 'sub_1', defaultTerms);
  const may = advance(april.account, Date.parse('2026-05-01'), defaultTerms).issued[0];
  expect(may).toMatchObject({ tax: 228n, total: 1_428n, taxes: [{ reverseCharge: false }] });
  expect(upcoming).toMatchObject({ tax: may!.tax, total: may!.total, taxes: may!.taxes });

  // The time of April goes back as it was charged, without tax; what is charged now is charged with it.
  const change = testChange('2026-04-21');
  const { priced, invoice } = changeSubscription(april.account, 'sub_1', change, testOptions);
  expect(priced.taxes).toMatchObject([
    { reverseCharge: true, taxableAmount: -400n, amount: 0n },
    { reverseCharge: false, taxableAmount: 1_000n, amount: 190n },
  ]);
  expect(invoice!.total).toBe(priced.total);
});

test('[X175] an invoice says which numbers it was written for, and nothing of what is known about them', () => {
  const [invoice] = advance(businessWith({}), start, defaultTerms).issued;
  expect(invoice!.billedTo.taxIds).toEqual([{ type: 'eu_vat', value: 'DE123456788' }]);
});
