import type Stripe from 'stripe';
import type { Call } from '../Handler.js';
import { booleanOf } from '../params.js';
import { invalid } from '../StripeFault.js';
import { collect, methodOf } from './collect.js';
import { finalize } from './finalize.js';
import { find } from './find.js';
import { intentOf } from './newPayment.js';
import { paymentMethodOf } from './newSubscription.js';
import { refuseUnpaid } from './refusePayment.js';
import { settlePaid } from './settlePaid.js';

/** `POST /v1/invoices/{id}/pay`. What is named is charged this once. A payment that fails is an error, and has been tried all the same. */
export function payInvoice({ state, path, params }: Call): Stripe.Invoice {
  const invoice = find(state.invoices, path.id, 'invoice');
  const customer = String(invoice.customer);
  const now = state.timeOf(customer);
  if (invoice.status === 'paid') throw invalid('Invoice is already paid');
  if (invoice.status !== 'open' && invoice.status !== 'draft' && invoice.status !== 'uncollectible')
    throw invalid(`Invoice could not be paid: it is ${invoice.status}.`, { code: 'invoice_not_editable' });
  const id = paymentMethodOf(state, customer, params.payment_method, 'payment_method');
  if (intentOf(state, invoice.id)?.status === 'processing')
    throw invalid('This invoice has a payment that is processing.', {
      code: 'payment_intent_unexpected_state',
    });
  if (invoice.status === 'draft') finalize(state, invoice, now);
  if (booleanOf(params.paid_out_of_band, 'paid_out_of_band')) {
    settlePaid(state, invoice, now, true);
    return invoice;
  }
  const method = id === null ? methodOf(state, invoice) : state.paymentMethods.get(id)!;
  if (!method && invoice.amount_remaining > 0) throw refuseUnpaid(state, invoice, 'no_method');
  const outcome = collect(state, invoice, now, method);
  if (outcome === 'failed' || outcome === 'requires_action') throw refuseUnpaid(state, invoice, outcome);
  return invoice;
}
