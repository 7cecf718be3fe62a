import * as v from 'valibot';
import { BillingDetails, TaxId, type TaxIdEntry } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import type { BillingDetailsChanges } from '../CustomerBilling.js';
import type { DocumentBranding } from '../Provider.js';
import { codeOf, needs, openSubscription } from './opened.js';
import type { ProviderUnderTest } from './ProviderUnderTest.js';
import { billingOf, unitOf } from './billingOf.js';

/** Numbers of the right form, one more than there may be. */
const numbers: TaxIdEntry[] = [
  'DE123456788',
  'ATU12345675',
  'FI12345671',
  'PL1234563218',
  'IE1234567FA',
  'PT501234560',
].map((value) => ({ type: 'eu_vat', value }));
const [number, other] = numbers as [TaxIdEntry, TaxIdEntry];

/** Who is billed from now on. */
export function describeBillingDetails(opened: () => ProviderUnderTest): void {
  const someone = async () => {
    const customer = await opened().createCustomer(opened().projects[0]);
    return { customer, billing: billingOf(opened(), customer) };
  };

  describe('billing details', () => {
    const all: Required<BillingDetailsChanges> = {
      kind: 'business',
      name: 'Example GmbH',
      invoiceEmails: ['books@example.com', 'office@example.com'],
      phone: '+49 30 123456',
      address: {
        country: 'DE',
        line1: 'Beispielstraße 1',
        line2: 'Hinterhaus',
        city: 'Berlin',
        region: null,
        postalCode: '10115',
      },
      purchaseOrder: 'PO 4711',
    };

    test('are what was given, complete, and the next read gives the same', async () => {
      const { customer, billing } = await someone();
      const before = await billing.getBillingDetails();
      expect(v.parse(BillingDetails, before)).toEqual(before);
      expect(before.email).toBe(customer.email);
      const after = await billing.updateBillingDetails(all);
      expect(after).toEqual({ ...before, ...all });
      expect(await billing.getBillingDetails()).toEqual(after);
    });

    test('that are left out stay, and null removes', async () => {
      const { billing } = await someone();
      const before = await billing.updateBillingDetails(all);
      expect(await billing.updateBillingDetails({})).toEqual(before);
      for (const [field, value] of Object.entries(all)) {
        const removed = Array.isArray(value) ? [] : field === 'kind' ? 'individual' : null;
        const expected = { ...(await billing.getBillingDetails()), [field]: removed };
        expect(await billing.updateBillingDetails({ [field]: removed })).toEqual(expected);
        expect(await billing.getBillingDetails()).toEqual(expected);
      }
    });

    test('of one customer are of no other', async () => {
      const one = await someone();
      const another = await someone();
      const before = await another.billing.getBillingDetails();
      await one.billing.updateBillingDetails(all);
      await one.billing.addTaxId(number);
      expect(await another.billing.getBillingDetails()).toEqual(before);
    });
  });

  describe('tax ids', () => {
    test('are added and removed one by one', async () => {
      const { billing } = await someone();
      const first = await billing.addTaxId(number);
      expect(v.parse(TaxId, first)).toEqual(first);
      expect(first).toMatchObject(number);
      const second = await billing.addTaxId(other);
      const { taxIds } = await billing.getBillingDetails();
      expect(taxIds.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());

      expect(await billing.removeTaxId(first.id)).toMatchObject({ id: first.id, ...number });
      expect((await billing.getBillingDetails()).taxIds).toMatchObject([{ id: second.id, ...other }]);
      expect(await billing.removeTaxId(first.id)).toBeNull();
    });

    test('that are somebody else’s, or nobody’s, are not there', async () => {
      const one = await someone();
      const another = await someone();
      const { id } = await one.billing.addTaxId(number);
      expect(await another.billing.removeTaxId(id)).toBeNull();
      expect(await another.billing.removeTaxId('txi_doesNotExist')).toBeNull();
      expect((await one.billing.getBillingDetails()).taxIds).toMatchObject([{ id }]);
    });

    test('are there once, and five at most', async () => {
      const { billing } = await someone();
      await billing.addTaxId(number);
      await expect(billing.addTaxId(number)).rejects.toEqual(codeOf('conflict'));
      for (const entry of numbers.slice(1, 5)) await billing.addTaxId(entry);
      await expect(billing.addTaxId(numbers[5]!)).rejects.toEqual(codeOf('conflict'));
      expect((await billing.getBillingDetails()).taxIds).toHaveLength(5);
    });

    test('that can not be one are refused, naming the value', async () => {
      const { billing } = await someone();
      await expect(billing.addTaxId({ type: 'eu_vat', value: 'DE12' })).rejects.toMatchObject({
        code: 'tax_id_invalid',
        fields: [{ path: 'value' }],
      });
      expect((await billing.getBillingDetails()).taxIds).toEqual([]);
    });

    test('that the portal tells of again stay those that they are', async () => {
      const { customer, billing } = await someone();
      const added = await billing.addTaxId(number);
      const { kind, name, email, invoiceEmails, phone, address, purchaseOrder, taxIds } =
        await billing.getBillingDetails();
      const entries = taxIds.map(({ type, value }) => ({ type, value }));
      const facts = { kind, name, email, invoiceEmails, phone, address, purchaseOrder };
      const copy = { ...customer, ...facts, taxIds: [...entries, other] };
      await opened().provider.saveCustomer(copy, unitOf(opened()));
      const after = (await billing.getBillingDetails()).taxIds;
      expect(after).toMatchObject([{ id: added.id, ...number }, other]);
      await opened().provider.saveCustomer({ ...copy, taxIds: [] }, unitOf(opened()));
      expect((await billing.getBillingDetails()).taxIds).toEqual([]);
    });
  });

  describe('a change of who is billed', () => {
    test('leaves invoices that were written, and their documents, as they are', async () => {
      const it = await openSubscription(opened(), { price: opened().offer.pro.month });
      const [issued] = await it.invoices();
      const read = async () => [
        await it.billing.getInvoice(issued!.id),
        await it.billing.getInvoiceDocument(issued!.id, 'invoice', branding),
      ];
      const before = await read();
      await it.billing.updateBillingDetails({
        kind: 'business',
        name: 'Another name',
        address: { ...nowhere, country: 'FR' },
      });
      await it.billing.addTaxId(number);
      expect(await read()).toEqual(before);
    });

    test('changes the tax of what is previewed and of what comes, alike', async (context) => {
      needs(opened(), 'upcoming_invoice', context);
      const { addresses } = opened();
      if (addresses === null) return context.skip('the provider computes no tax');
      const it = await openSubscription(opened(), { price: opened().offer.basic.month });
      const taxAt = async (address: BillingDetailsChanges['address']) => {
        await it.billing.updateBillingDetails({ address: address ?? null });
        const change = await it.change({ price: opened().offer.pro.month });
        const { recurring } = await it.billing.previewChange(change);
        return { upcoming: (await it.billing.getUpcomingInvoice(it.id))!, recurring };
      };
      const one = await taxAt(addresses.one);
      const another = await taxAt(addresses.another);
      expect(another.upcoming.tax).not.toEqual(one.upcoming.tax);
      expect(another.recurring.total).not.toEqual(one.recurring.total);

      await it.passUntil(another.upcoming.issuedAt);
      const [newest] = await it.invoices();
      const { taxes, tax, total } = another.upcoming;
      expect(await it.billing.getInvoice(newest!.id)).toMatchObject({ taxes, tax, total });
    });
  });
}

const nowhere = { line1: null, line2: null, city: null, region: null, postalCode: null };

const branding: DocumentBranding = {
  displayName: 'Example',
  logoUrl: null,
  accent: null,
  radius: null,
  font: null,
  supportUrl: null,
  privacyUrl: null,
  termsUrl: null,
  headline: null,
  upgradeUrl: null,
  logo: null,
};
