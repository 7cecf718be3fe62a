import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import type { InvoiceResult, Scenario, UpcomingInvoice } from '@billfold/contract';
import { asCustomer, createTestPortal, type TestPortal } from '../testing/index.js';

let portal: TestPortal;
beforeAll(async () => void (portal = await createTestPortal()));
afterAll(() => portal.close());

const customerIn = async (scenario: Scenario) =>
  asCustomer(portal, (await portal.createScenario(scenario)).id);

describe('[S85] an open invoice', () => {
  test('can be paid whatever is switched off, and its subscription is repaired', async () => {
    const customer = await customerIn('pastDue');
    await portal.database.execute(
      sql`update portal_configurations set features = jsonb_set(features, '{invoiceHistory,enabled}', 'false')`,
    );
    const { overdueInvoice } = await customer.subscription();
    await customer.send('PATCH', '/sandbox', { paymentMethod: 'visa' });
    const { status, body } = await customer.send<InvoiceResult>(
      'POST',
      `/invoices/${overdueInvoice!.id}/pay`,
      {},
    );
    await portal.database.execute(
      sql`update portal_configurations set features = jsonb_set(features, '{invoiceHistory,enabled}', 'true')`,
    );
    expect([status, body.status, body.invoice.status]).toEqual([200, 'succeeded', 'paid']);
    expect(body.invoice.amountPaid).toEqual(overdueInvoice!.amountRemaining);
    expect(await customer.subscription()).toMatchObject({ status: 'active', overdueInvoice: null });
  });

  test('[S79] that the card refuses again is still open, and says why', async () => {
    const customer = await customerIn('pastDue');
    const { overdueInvoice } = await customer.subscription();
    const { status, body } = await customer.send('POST', `/invoices/${overdueInvoice!.id}/pay`, {});
    expect([status, body.error?.code, body.error?.payment?.failure]).toEqual([
      402,
      'payment_failed',
      'contact_bank',
    ]);
    expect(await customer.subscription()).toMatchObject({ status: 'past_due' });
  });

  test('that the bank must confirm is paid once it is', async () => {
    const customer = await customerIn('requiresAction');
    const { overdueInvoice } = await customer.subscription();
    const { body } = await customer.send<InvoiceResult>('POST', `/invoices/${overdueInvoice!.id}/pay`, {});
    expect(body.status).toBe('requires_action');
    const { clientSecret } = body as Extract<InvoiceResult, { status: 'requires_action' }>;
    await customer.send('POST', '/sandbox/payments/confirm', { clientSecret, outcome: 'authenticated' });
    expect(await customer.subscription()).toMatchObject({ status: 'active', overdueInvoice: null });
  });

  test('needs something to be paid by', async () => {
    const customer = await customerIn('pastDue');
    await customer.send('PATCH', '/sandbox', { paymentMethod: null });
    const { overdueInvoice } = await customer.subscription();
    const { body } = await customer.send('POST', `/invoices/${overdueInvoice!.id}/pay`, {});
    expect(body.error?.code).toBe('payment_method_required');
  });

  test('is the only one that can be paid', async () => {
    const customer = await customerIn('active');
    const [paid] = await customer.invoices();
    const { status, body } = await customer.send('POST', `/invoices/${paid!.id}/pay`, {});
    expect([status, body.error?.code]).toEqual([409, 'invoice_not_payable']);
    expect((await customer.send('POST', '/invoices/in_none/pay', {})).status).toBe(404);
  });
});

test('[S86] the upcoming invoice is the invoice that comes', async () => {
  for (const scenario of [
    'active',
    'yearly',
    'discounted',
    'jpy',
    'vat',
    'scheduledDowngrade',
    'trialing',
  ] as const) {
    const customer = await customerIn(scenario);
    const { id } = await customer.subscription();
    const { invoice } = (
      await customer.get<{ invoice: UpcomingInvoice }>(`/invoices/upcoming?subscription=${id}`)
    ).body;
    await customer.send('POST', '/sandbox/clock', { advanceTo: invoice.issuedAt });
    const [issued] = await customer.invoices();
    const { issuedAt, period, subtotal, discount, tax, total, balanceApplied } = issued!;
    expect({ scenario, issuedAt, period, subtotal, discount, tax, total, balanceApplied }).toEqual({
      scenario,
      issuedAt: invoice.issuedAt,
      period: invoice.period,
      subtotal: invoice.subtotal,
      discount: invoice.discount,
      tax: invoice.tax,
      total: invoice.total,
      balanceApplied: invoice.balanceApplied,
    });
  }
});

test('[S86] there is none for what ends, and none of somebody else’s', async () => {
  const customer = await customerIn('canceling');
  const { id } = await customer.subscription();
  expect(
    (await customer.get<{ invoice: null }>(`/invoices/upcoming?subscription=${id}`)).body.invoice,
  ).toBeNull();
  const other = await customerIn('active');
  expect((await other.get(`/invoices/upcoming?subscription=${id}`)).status).toBe(404);
  expect((await other.get('/invoices/upcoming')).body.error?.fields?.[0]?.path).toBe('subscription');
});
