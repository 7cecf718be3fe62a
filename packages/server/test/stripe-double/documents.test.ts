import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { addressDocuments } from './resources/documents.js';
import { startStripeDouble } from './index.js';
import { openDouble } from './openDouble.js';

const open = openDouble();

/** An invoice as it is stored, with no more of it than its document needs. */
function store(id: string, status: 'open' | 'draft'): { object: string; invoice_pdf: string | null } {
  const invoice = { id, object: 'invoice', status, number: `N-${id}`, invoice_pdf: null };
  open.double.state.invoices.set(id, invoice as Partial<Stripe.Invoice> as Stripe.Invoice);
  return invoice;
}

function addressesOf(invoice: object): { invoice_pdf: string | null; hosted_invoice_url: string | null } {
  const sent = { data: [structuredClone(invoice)] };
  addressDocuments(open.double.state, open.clock.now, sent);
  return sent.data[0] as ReturnType<typeof addressesOf>;
}

describe('the document of an invoice', () => {
  test('[X237] has a new address with every read, which leads to the same bytes', async () => {
    const invoice = store('in_1', 'open');
    const first = addressesOf(invoice);
    open.clock.now += 10;
    const second = addressesOf(invoice);
    expect(first.invoice_pdf).not.toBe(second.invoice_pdf);
    const read = async (url: string | null) => {
      const response = await fetch(url!);
      return { type: response.headers.get('content-type'), text: await response.text() };
    };
    const pdf = await read(first.invoice_pdf);
    expect(pdf).toEqual(await read(second.invoice_pdf));
    expect([pdf.type, pdf.text.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
    expect(pdf.text).toContain('N-in_1');
    expect((await read(first.hosted_invoice_url)).text).toContain('not Stripe');
  });

  test('[X237] is there for nobody who has guessed, and for nobody after a month', async () => {
    const { invoice_pdf: url } = addressesOf(store('in_2', 'open'));
    const statusOf = async (address: string) => (await fetch(address)).status;
    expect(await statusOf(url!.replace('in_2', 'in_1'))).toBe(404);
    expect(await statusOf(url!.replace(/expires=\d+/, 'expires=9999999999'))).toBe(404);
    open.clock.now += 30 * 86_400 - 1;
    expect(await statusOf(url!)).toBe(200);
    open.clock.now += 1;
    expect(await statusOf(url!)).toBe(410);
  });

  test('[X237] does not exist while it is a draft', () => {
    expect(addressesOf(store('in_3', 'draft'))).toMatchObject({
      invoice_pdf: null,
      hosted_invoice_url: null,
    });
  });
});

test('[X238] a new double that is asked the same makes the same ids, today and tomorrow', async () => {
  const double = await startStripeDouble();
  const stripe = open.client(double.secretKey, { port: double.port });
  const { id } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
  const intent = await stripe.setupIntents.create({ customer: id });
  expect([id, intent.id]).toEqual(['cus_00016UAFak64artcXp', 'seti_0006TsBSdKWVhjiItO']);
  await double.close();
});
