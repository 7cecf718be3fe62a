import type { Invoice } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { ChargeOutcome, CustomerBilling } from '../../../provider/CustomerBilling.js';
import { defaultMethodOf, methodOf } from '../read/methodOf.js';
import { idOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import { subscriptionOf } from '../read/toInvoice.js';
import { latestOf, statusOf } from '../read/toInvoicePayment.js';
import type { StripeContext } from '../StripeContext.js';
import { chargedOf, declineOf, readWhole } from './changeInvoice.js';
import { readPaymentMethods } from './listPaymentMethods.js';
import { readCollections } from './readCollections.js';
import { readCustomer } from './readCustomer.js';
import { readInvoice, toInvoices } from './readInvoice.js';
import { readSubscription } from './readSubscriptions.js';
import { intentOf } from './target.js';

type Payment = Parameters<CustomerBilling['payInvoice']>[0];

/** Payments of what is owed. */
export function payments(context: StripeContext): Pick<CustomerBilling, 'payInvoice'> {
  return { payInvoice: (payment) => answering(() => pay(context, payment)) };
}

async function pay(context: StripeContext, payment: Payment): Promise<ChargeOutcome<{ invoice: Invoice }>> {
  const { stripe, options } = context;
  const intent = intentOf(context);
  await intent.step('check', async () => {
    await refuseUnlessPayable(context, payment);
    return null;
  });
  const { invoice: id, paymentMethod } = payment;
  const declined = await intent.step('pay', async (key) => {
    try {
      const params = {
        // The customer is here and can be asked by their bank.
        off_session: false,
        ...(paymentMethod !== null && { payment_method: paymentMethod }),
      };
      await stripe.invoices.pay(id, params, options(key));
      return null;
    } catch (error) {
      const { status } = await stripe.invoices.retrieve(id, {}, options());
      // Somebody may have paid it meanwhile, or taken it back.
      if (status === 'paid') return null;
      if (status !== 'open') throw new BillfoldError('invoice_not_payable');
      // Also what the bank wants confirmed is an error here. What has become of it is read from the invoice.
      return declineOf(error);
    }
  });
  const invoice = await readWhole(context, id);
  const charged = await chargedOf(context, invoice, declined);
  if (charged.status === 'failed') return charged;
  const [shown] = await toInvoices(context, [invoice]);
  return { ...charged, invoice: shown! };
}

async function refuseUnlessPayable(context: StripeContext, { invoice: id, paymentMethod }: Payment) {
  const invoice = await readInvoice(context, id);
  if (!invoice) throw new BillfoldError('not_found');
  if (paymentMethod !== null) {
    const onFile = await readPaymentMethods(context);
    if (!onFile.some((method) => method.id === paymentMethod)) throw new BillfoldError('not_found');
  }
  const latest = latestOf((await readCollections(context, [invoice])).get(id) ?? []);
  const isUnderWay = latest !== null && statusOf(latest) === 'processing';
  if (invoice.status !== 'open' || invoice.amount_remaining === 0 || isUnderWay)
    throw new BillfoldError('invoice_not_payable');
  if (paymentMethod === null && !(await isChargeable(context, invoice)))
    throw new BillfoldError('payment_method_required');
}

/** Whether there is anything that an invoice is charged to. What a subscription was charged to is known after its end, too. */
async function isChargeable(context: StripeContext, invoice: Stripe.Invoice): Promise<boolean> {
  if (idOf(invoice.default_payment_method) !== null || idOf(invoice.default_source) !== null) return true;
  const [customer, subscription] = await Promise.all([
    readCustomer(context),
    readSubscription(context, subscriptionOf(invoice) ?? ''),
  ]);
  const method = subscription ? methodOf(subscription, customer) : defaultMethodOf(customer);
  return method !== null;
}
