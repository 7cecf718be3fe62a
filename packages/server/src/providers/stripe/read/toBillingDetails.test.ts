import type Stripe from 'stripe';
import * as v from 'valibot';
import { BillingDetails } from '@billfold/contract';
import { expect, test } from 'vitest';
import { aCustomer, noon } from '../../../../test/stripeObjects.js';
import { toBillingDetails } from './toBillingDetails.js';

const known = { email: 'jane@example.com', kind: 'individual' as const };
const taxId = {
  id: 'txi_1',
  object: 'tax_id',
  type: 'eu_vat',
  value: 'DE123456788',
  verification: { status: 'verified' },
  created: noon,
} as Stripe.TaxId;

test('[X284] billing details are what Stripe prints and where it sends invoices', () => {
  const customer = aCustomer({
    phone: '+49 30 123456',
    address: {
      country: 'DE',
      line1: 'Beispielstraße 1',
      line2: '',
      city: 'Berlin',
      state: null,
      postal_code: '10115',
    },
    email: 'books@example.com',
    invoice_settings: {
      ...aCustomer().invoice_settings,
      custom_fields: [
        { name: 'Cost centre', value: '7' },
        { name: 'Purchase order', value: 'PO 4711' },
      ],
    },
    metadata: { billfold_kind: 'business', billfold_invoice_email_2: 'office@example.com' },
  });
  const found = toBillingDetails(customer, [taxId], known);
  expect(v.parse(BillingDetails, found)).toEqual(found);
  expect(found).toEqual({
    kind: 'business',
    name: 'Example GmbH',
    email: 'jane@example.com',
    invoiceEmails: ['books@example.com', 'office@example.com'],
    phone: '+49 30 123456',
    address: {
      country: 'DE',
      line1: 'Beispielstraße 1',
      line2: null,
      city: 'Berlin',
      region: null,
      postalCode: '10115',
    },
    purchaseOrder: 'PO 4711',
    taxIds: [
      {
        id: 'txi_1',
        type: 'eu_vat',
        value: 'DE123456788',
        verification: 'verified',
        createdAt: '2026-11-20T12:00:00.000Z',
      },
    ],
  });
});

test('[X284] somebody to whom Stripe sends invoices anyway is no other addressee', () => {
  const emails = (fields: Partial<Stripe.Customer>, email: string | null = known.email) =>
    toBillingDetails(aCustomer(fields), [], { ...known, email });
  expect(emails({ email: 'Jane@example.com' })).toMatchObject({
    email: 'jane@example.com',
    invoiceEmails: [],
  });
  expect(emails({}, null)).toMatchObject({ email: 'jane@example.com', invoiceEmails: [] });
  const both = { metadata: { billfold_invoice_email_2: 'office@example.com' } };
  expect(emails(both).invoiceEmails).toEqual(['jane@example.com', 'office@example.com']);
});

test('[X284] a company is one by what Stripe knows; else the portal says so', () => {
  const kind = (fields: Partial<Stripe.Customer>) => toBillingDetails(aCustomer(fields), [], known).kind;
  expect(kind({ business_name: 'Example GmbH' })).toBe('business');
  expect(kind({ individual_name: 'Jane Example' })).toBe('individual');
  expect(kind({ business_name: 'Example GmbH', metadata: { billfold_kind: 'individual' } })).toBe(
    'individual',
  );
  expect(kind({ metadata: { billfold_kind: 'of_tomorrow' } })).toBe('individual');
});

test('[X284] an address without a country is none; a tax id of an unknown kind is left out', () => {
  const nowhere = {
    country: null,
    line1: 'Somewhere',
    line2: null,
    city: null,
    state: null,
    postal_code: null,
  };
  expect(toBillingDetails(aCustomer({ address: nowhere }), [], known).address).toBeNull();
  const others = [
    { ...taxId, id: 'txi_2', verification: null },
    { ...taxId, id: 'txi_3', verification: { status: 'of_tomorrow' } },
    { ...taxId, id: 'txi_4', type: 'zz_tomorrow' },
  ] as Stripe.TaxId[];
  const { taxIds } = toBillingDetails(aCustomer(), others, known);
  expect(taxIds.map(({ id, verification }) => [id, verification])).toEqual([
    ['txi_2', 'unavailable'],
    ['txi_3', 'unavailable'],
  ]);
});
