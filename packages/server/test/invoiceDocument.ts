import type { InvoiceWithLines, Money } from '@billfold/contract';
import type { InvoiceDocument } from '../src/providers/sandbox/documents.js';

/** Dollars, from cents. */
export function usd(amount: number): Money {
  return { amount, currency: 'usd', exponent: 2 };
}

/** Yen. */
export function jpy(amount: number): Money {
  return { amount, currency: 'jpy', exponent: 0 };
}

/** An open invoice over $119.00, with what a test wants to be different. */
export function invoiceOf(changes: Partial<InvoiceWithLines> = {}): InvoiceWithLines {
  const period = { startAt: '2026-11-01T00:00:00.000Z', endAt: '2026-12-01T00:00:00.000Z' };
  return {
    id: 'in_demo',
    number: 'DEMO-0042',
    subscription: 'sub_demo',
    status: 'open',
    issuedAt: '2026-11-01T00:00:00.000Z',
    dueAt: '2026-12-01T00:00:00.000Z',
    paidAt: null,
    voidedAt: null,
    period,
    subtotal: usd(12000),
    discount: usd(2000),
    tax: usd(1900),
    total: usd(11900),
    balanceApplied: usd(0),
    amountPaid: usd(0),
    amountRemaining: usd(11900),
    amountRefunded: usd(0),
    payment: null,
    documents: { invoice: true, receipt: false },
    lines: [
      {
        id: 'il_demo',
        description: 'Team plan, 12 seats',
        quantity: 12,
        unitAmount: usd(1000),
        amount: usd(12000),
        period,
        proration: false,
      },
    ],
    taxes: [
      {
        name: 'VAT',
        country: 'DE',
        percent: '19',
        inclusive: false,
        reverseCharge: false,
        taxableAmount: usd(10000),
        amount: usd(1900),
      },
    ],
    ...changes,
  };
}

/** The same invoice, paid on 3 November with a card. */
export function paidInvoiceOf(changes: Partial<InvoiceWithLines> = {}): InvoiceWithLines {
  const paidAt = '2026-11-03T00:00:00.000Z';
  return invoiceOf({
    status: 'paid',
    paidAt,
    amountPaid: usd(11900),
    amountRemaining: usd(0),
    payment: {
      status: 'succeeded',
      method: { type: 'card', brand: 'visa', last4: '4242' },
      failure: null,
      attemptedAt: paidAt,
      nextAttemptAt: null,
    },
    documents: { invoice: true, receipt: true },
    ...changes,
  });
}

/** A document over `invoiceOf()`, for a customer and with a branding that are plainly made up. */
export function documentOf(changes: Partial<InvoiceDocument> = {}): InvoiceDocument {
  return {
    kind: 'invoice',
    invoice: invoiceOf(),
    customer: {
      kind: 'business',
      name: 'Demo Customer',
      email: 'billing@customer.example',
      phone: null,
      address: {
        country: 'DE',
        line1: 'Beispielweg 1',
        line2: null,
        city: 'Berlin',
        region: null,
        postalCode: '10115',
      },
      purchaseOrder: null,
      taxIds: [{ type: 'eu_vat', value: 'DE123456788' }],
    },
    branding: {
      displayName: 'Demo Cloud',
      logoUrl: null,
      accent: '#215aa2',
      radius: null,
      font: null,
      supportUrl: 'https://demo.example/support',
      privacyUrl: 'https://demo.example/privacy',
      termsUrl: 'https://demo.example/terms',
      headline: null,
      upgradeUrl: null,
      logo: null,
    },
    ...changes,
  };
}

/** The same document, for a customer of another name. */
export function documentFor(name: string): InvoiceDocument {
  const document = documentOf();
  return { ...document, customer: { ...document.customer, name } };
}
