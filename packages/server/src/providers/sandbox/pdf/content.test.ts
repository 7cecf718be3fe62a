import type { Address, InvoiceWithLines } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { documentOf, invoiceOf, jpy, paidInvoiceOf, usd } from '../../../../test/invoiceDocument.js';
import { describeDocument } from './content.js';

const invoice = (changes: Partial<InvoiceWithLines> = {}) =>
  describeDocument(documentOf({ invoice: invoiceOf(changes) }), 'en');
const receipt = (changes: Partial<InvoiceWithLines> = {}) =>
  describeDocument(documentOf({ kind: 'receipt', invoice: paidInvoiceOf(changes) }), 'en');
const [vat] = invoiceOf().taxes as [InvoiceWithLines['taxes'][number]];

describe('an invoice', () => {
  test('[X51] says its number, its dates, who is billed and what is due', () => {
    expect(invoice()).toMatchObject({
      title: 'Invoice',
      facts: [
        { label: 'Invoice number', value: 'DEMO-0042' },
        { label: 'Date of issue', value: 'November 1, 2026' },
        { label: 'Date due', value: 'December 1, 2026' },
      ],
      billedTo: [
        'Demo Customer',
        'Beispielweg 1',
        '10115 Berlin',
        'Germany',
        'billing@customer.example',
        'VAT number DE123456788',
      ],
      headline: '$119.00 USD due December 1, 2026',
    });
  });

  test('[X51] its sums lead from the lines to what is due', () => {
    expect(invoice().totals.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Subtotal $120.00',
      'Discount -$20.00',
      'VAT (Germany, 19% on $100.00) $19.00',
      'Total $119.00',
      'Amount due (USD) $119.00',
    ]);
  });

  test('[X110] what was taken from credit stands between the total and what is due', () => {
    const credited = { balanceApplied: usd(5000), amountRemaining: usd(6900) };
    expect(
      invoice(credited)
        .totals.slice(-3)
        .map(({ label, value }) => `${label} ${value}`),
    ).toEqual(['Total $119.00', 'Paid from credit -$50.00', 'Amount due (USD) $69.00']);
    const paid = receipt({ balanceApplied: usd(5000), amountPaid: usd(6900) });
    expect(paid.totals.slice(-2).map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Paid from credit -$50.00',
      'Amount paid (USD) $69.00',
    ]);
  });

  test('[X110] what an invoice gives back is said to be credit', () => {
    const content = invoice({
      status: 'paid',
      discount: usd(0),
      total: usd(-2000),
      balanceApplied: usd(-2000),
      amountRemaining: usd(0),
    });
    expect(content.totals.slice(-3).map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Total -$20.00',
      'Added to credit $20.00',
      'Amount due (USD) $0.00',
    ]);
    expect(content.headline).toBe('Credit of $20.00 USD');
  });

  test.each<[string, Partial<InvoiceWithLines>, string | undefined, string]>([
    ['open', {}, undefined, '$119.00 USD due December 1, 2026'],
    [
      'partly paid',
      { amountPaid: usd(5000), amountRemaining: usd(6900) },
      'Partly paid',
      '$69.00 USD due December 1, 2026',
    ],
    [
      'void',
      { status: 'void', voidedAt: '2026-11-05T00:00:00.000Z', amountRemaining: usd(0) },
      'Void',
      'This invoice is void. Nothing is to be paid.',
    ],
    [
      'uncollectible',
      { status: 'uncollectible', amountRemaining: usd(0) },
      'Uncollectible',
      'This invoice is closed. Nothing more is to be paid.',
    ],
    [
      'paid without a payment',
      { status: 'paid', total: usd(0), amountRemaining: usd(0) },
      'Paid',
      'Nothing to pay',
    ],
    [
      'a credit',
      { status: 'paid', total: usd(-2000), amountRemaining: usd(0) },
      'Paid',
      'Credit of $20.00 USD',
    ],
  ])('[X51] %s', (_, changes, stamp, headline) => {
    const content = invoice(changes);
    expect(content.stamp?.text).toBe(stamp);
    expect(content.headline).toBe(headline);
  });

  test('[X51] that is paid says so, and since when', () => {
    const content = describeDocument(documentOf({ invoice: paidInvoiceOf() }), 'en');
    expect(content.stamp?.text).toBe('Paid');
    expect(content.headline).toBe('$119.00 USD paid on November 3, 2026');
    expect(content.facts).toContainEqual({ label: 'Date paid', value: 'November 3, 2026' });
    expect(content.madeAt.toISOString()).toBe('2026-11-01T00:00:00.000Z');
  });

  test('[X51] in yen has no decimals anywhere', () => {
    const [line] = invoiceOf().lines as [InvoiceWithLines['lines'][number]];
    const content = invoice({
      subtotal: jpy(4800),
      discount: jpy(0),
      total: jpy(4800),
      amountRemaining: jpy(4800),
      lines: [{ ...line, unitAmount: jpy(400), amount: jpy(4800) }],
      taxes: [],
    });
    expect(content.headline).toBe('¥4,800 JPY due December 1, 2026');
    expect(content.lines[0]).toMatchObject({ quantity: '12', unitAmount: '¥400', amount: '¥4,800' });
    expect(content.totals.map(({ value }) => value)).toEqual(['¥4,800', '¥4,800', '¥4,800']);
  });

  test('[X51] a credited line is negative, and a line without a unit price has none', () => {
    const [line] = invoiceOf().lines as [InvoiceWithLines['lines'][number]];
    const content = invoice({ lines: [{ ...line, unitAmount: null, amount: usd(-999), period: null }] });
    expect(content.lines[0]).toMatchObject({ unitAmount: '', amount: '-$9.99', period: null });
  });

  test('[X51] for a customer of whom nothing is known names nobody', () => {
    const customer = { ...documentOf().customer, name: null, email: null, address: null, taxIds: [] };
    expect(describeDocument(documentOf({ customer }), 'en').billedTo).toEqual([]);
  });

  test('[X183] every tax id stands with what it is called where it comes from, in their order', () => {
    const taxIds = [
      { type: 'br_cnpj' as const, value: '16.727.230/0001-97' },
      { type: 'eu_vat' as const, value: 'DE123456788' },
      { type: 'unknown' as const, value: 'AB-123' },
    ];
    const customer = { ...documentOf().customer, taxIds };
    expect(describeDocument(documentOf({ customer }), 'en').billedTo.slice(-3)).toEqual([
      'CNPJ 16.727.230/0001-97',
      'VAT number DE123456788',
      'Tax ID AB-123',
    ]);
  });

  test('[X183] the customer’s own reference stands with the facts, on invoice and receipt; the telephone does not', () => {
    const customer = { ...documentOf().customer, purchaseOrder: 'PO 4711', phone: '+49 30 123456' };
    for (const kind of ['invoice', 'receipt'] as const) {
      const content = describeDocument(documentOf({ kind, invoice: paidInvoiceOf(), customer }), 'en');
      expect(content.facts.at(-1)).toEqual({ label: 'Purchase order', value: 'PO 4711' });
      expect(JSON.stringify(content)).not.toContain('+49 30');
    }
    expect(invoice().facts.map(({ label }) => label)).not.toContain('Purchase order');
  });

  const place = { line1: null, line2: null, city: null, region: null, postalCode: null };
  test.each<[Address, string | null, string[]]>([
    [
      {
        ...place,
        country: 'US',
        line1: '1 Example Street',
        line2: 'Suite 5',
        city: 'Springfield',
        region: 'IL',
        postalCode: '62701',
      },
      null,
      ['1 Example Street', 'Suite 5', 'Springfield, IL 62701', 'United States'],
    ],
    [
      { ...place, country: 'GB', line1: '1 Example Road', city: 'London', postalCode: 'EC1Y 8SY' },
      null,
      ['1 Example Road', 'London', 'EC1Y 8SY', 'United Kingdom'],
    ],
    [
      {
        ...place,
        country: 'JP',
        line1: '1-2-3 Rei',
        city: 'Chiyoda-ku',
        region: '13',
        postalCode: '100-0001',
      },
      'Tokyo',
      ['1-2-3 Rei', 'Chiyoda-ku, Tokyo', '100-0001', 'Japan'],
    ],
    [
      { ...place, country: 'HK', line1: 'Flat 1, 2/F', city: 'Mong Kok', region: 'Kowloon' },
      null,
      ['Flat 1, 2/F', 'Mong Kok', 'Kowloon', 'Hong Kong SAR China'],
    ],
    [{ ...place, country: 'DE', city: 'Berlin' }, null, ['Berlin', 'Germany']],
    [{ ...place, country: 'AQ' }, null, ['Antarctica']],
  ])('[X184] an address is written the way of its country: %j', (address, regionName, lines) => {
    const customer = { ...documentOf().customer, name: null, email: null, address, taxIds: [] };
    expect(describeDocument(documentOf({ customer }), 'en', regionName).billedTo).toEqual(lines);
  });
});

describe('tax', () => {
  test('[X53] that is part of the prices is said to be', () => {
    expect(invoice({ taxes: [{ ...vat, inclusive: true }] }).totals[2]?.label).toBe(
      'VAT (Germany, 19% on $100.00, included)',
    );
  });

  test('[X53] under reverse charge stands with its sentence, once', () => {
    const reverse = { ...vat, country: 'FR', percent: '20', reverseCharge: true, amount: usd(0) };
    const content = invoice({ taxes: [reverse, { ...reverse, percent: '5.5' }] });
    expect(content.totals[2]).toMatchObject({ label: 'VAT (France, reverse charge)', value: '$0.00' });
    expect(content.notes).toEqual(['Reverse charge: VAT is to be accounted for by the recipient.']);
  });

  test('[X53] otherwise has no sentence', () => {
    expect(invoice().notes).toEqual([]);
  });
});

describe('a receipt', () => {
  test('[X52] says what was paid, when and with what', () => {
    expect(receipt()).toMatchObject({
      title: 'Receipt',
      stamp: null,
      headline: '$119.00 USD paid on November 3, 2026',
      facts: [
        { label: 'Invoice number', value: 'DEMO-0042' },
        { label: 'Date of issue', value: 'November 1, 2026' },
        { label: 'Date paid', value: 'November 3, 2026' },
        { label: 'Payment method', value: 'Visa ending 4242' },
      ],
      madeAt: new Date('2026-11-03T00:00:00.000Z'),
    });
  });

  test.each([
    [{ type: 'card', brand: 'amex', last4: '0005' }, 'American Express ending 0005'],
    [{ type: 'card', brand: 'cartes_bancaires', last4: '1001' }, 'Cartes bancaires ending 1001'],
    [{ type: 'card', brand: null, last4: '4242' }, 'Card ending 4242'],
    [{ type: 'card', brand: 'constructor', last4: '4242' }, 'Constructor ending 4242'],
    [{ type: 'sepa_debit', brand: null, last4: '3000' }, 'SEPA Direct Debit ending 3000'],
  ] as const)('[X52] %j is called %s', (method, name) => {
    const payment = { ...(paidInvoiceOf().payment as NonNullable<InvoiceWithLines['payment']>), method };
    expect(receipt({ payment }).facts).toContainEqual({ label: 'Payment method', value: name });
  });

  test('[X52] of an invoice that is paid in part says what remains', () => {
    const content = receipt({
      status: 'open',
      paidAt: null,
      amountPaid: usd(5000),
      amountRemaining: usd(6900),
    });
    expect(content.headline).toBe('$50.00 USD paid on November 3, 2026');
    expect(content.totals.slice(-2)).toEqual([
      { label: 'Amount paid (USD)', value: '$50.00', strong: true },
      { label: 'Amount due', value: '$69.00', strong: false },
    ]);
  });

  test('[X52] does not name a method that was refused after something had been paid', () => {
    const payment = {
      ...(paidInvoiceOf().payment as NonNullable<InvoiceWithLines['payment']>),
      status: 'failed' as const,
    };
    const content = receipt({ status: 'open', paidAt: null, payment, amountPaid: usd(5000) });
    expect(content.headline).toBe('$50.00 USD paid');
    expect(content.facts.map(({ label }) => label)).toEqual(['Invoice number', 'Date of issue']);
  });

  test('[X52] says what was given back', () => {
    expect(receipt({ amountRefunded: usd(1000) }).totals).toContainEqual({
      label: 'Amount refunded',
      value: '$10.00',
      strong: false,
    });
  });
});
