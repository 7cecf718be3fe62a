import { expect, test } from 'vitest';
import { openStripeTest, type Subscriber } from '../../../../test/stripeTest.js';

const it = openStripeTest();

/** Somebody who owes the second month. */
async function overdue(): Promise<{ one: Subscriber; invoice: string }> {
  const one = await it.begin();
  it.decide(one, 'fails');
  await it.shop.passTime(one.customer, new Date('2026-04-11T09:30:00Z'));
  const { overdueInvoice } = (await one.billing.getSubscription(one.id))!;
  return { one, invoice: overdueInvoice!.id };
}

/** Lets something happen to an invoice between the look at it and the payment. */
function meanwhile(invoice: string, happen: (invoice: string) => Promise<unknown>): void {
  const { faults } = it.shop.double;
  let asked = false;
  faults.every(({ method, path }) => {
    if (method !== 'POST' || !path.endsWith(`${invoice}/pay`) || asked) return false;
    asked = true;
    void happen(invoice);
    return true;
  }, 'lock_timeout');
}

const pays = (invoice: string) => it.stripe.invoices.pay(invoice, { paid_out_of_band: true });
const takesBack = (invoice: string) => it.stripe.invoices.voidInvoice(invoice);

test('[X312] an invoice that was paid meanwhile is paid, once', async () => {
  const { one, invoice } = await overdue();
  const { mutations } = it.shop.double;
  const from = mutations.length;
  meanwhile(invoice, pays);
  const outcome = await one.billing.payInvoice({ invoice, paymentMethod: null });
  it.shop.double.faults.clear();
  expect(outcome).toMatchObject({ status: 'succeeded', invoice: { id: invoice, status: 'paid' } });
  const paid = mutations.slice(from).filter(({ path }) => path.endsWith('/pay'));
  expect(paid).toHaveLength(1);
});

test('[X312] an invoice that was taken back meanwhile can not be paid', async () => {
  const { one, invoice } = await overdue();
  meanwhile(invoice, takesBack);
  await expect(one.billing.payInvoice({ invoice, paymentMethod: null })).rejects.toMatchObject({
    code: 'invoice_not_payable',
  });
  it.shop.double.faults.clear();
});

test('[X312] of two who pay it at once one is charged, and neither is told of a fault', async () => {
  const { one, invoice } = await overdue();
  const both = await Promise.allSettled(
    [1, 2].map(() => it.portalOf({ ...one.customer }).payInvoice({ invoice, paymentMethod: null })),
  );
  const codes = both.map((it) => (it.status === 'rejected' ? (it.reason as { code: string }).code : 'paid'));
  expect(codes.toSorted()).toEqual(['invoice_not_payable', 'paid']);
});
