import type Stripe from 'stripe';
import type { Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import type { State } from '../State.js';
import { StripeFault } from '../StripeFault.js';
import { fail, succeed, type Outcome } from './charge.js';
import { afterCharge } from './collect.js';
import { find, known } from './find.js';
import { paymentFor } from './newPayment.js';

/** Payments of invoices, their intents and charges. */
export const paymentHandlers: Handlers = {
  'GET /v1/invoice_payments': (call) => {
    const { state, params } = call;
    const wanted = [...state.invoicePayments.values()].filter(
      (it) =>
        (!params.invoice || it.invoice === params.invoice) &&
        (!params.status || it.status === params.status) &&
        (!params.payment?.payment_intent || it.payment.payment_intent === params.payment.payment_intent),
    );
    return pageOf(call, wanted, '/v1/invoice_payments');
  },
  'GET /v1/invoice_payments/{id}': ({ state, path }) =>
    find(state.invoicePayments, path.id, 'invoice_payment'),
  'GET /v1/payment_intents': (call) => {
    const { customer } = call.params;
    const wanted = [...call.state.paymentIntents.values()].filter(
      (it) => !customer || it.customer === customer,
    );
    return pageOf(call, wanted, '/v1/payment_intents');
  },
  'GET /v1/payment_intents/{id}': ({ state, path }) => find(state.paymentIntents, path.id, 'payment_intent'),
  'GET /v1/charges': (call) => {
    const { customer, payment_intent } = call.params;
    const wanted = [...call.state.charges.values()].filter(
      (it) =>
        (!customer || it.customer === customer) && (!payment_intent || it.payment_intent === payment_intent),
    );
    return pageOf(call, wanted, '/v1/charges');
  },
  'GET /v1/charges/{id}': ({ state, path }) => find(state.charges, path.id, 'charge'),
};

/**
 * What a customer's bank says to a payment that asks for it, in the place of a person in the browser.
 *
 * @throws StripeFault for a secret that is of no payment that waits.
 */
export function confirmPayment(
  state: State,
  clientSecret: string,
  said: 'authenticated' | 'refused',
): Stripe.PaymentIntent {
  const intent = [...state.paymentIntents.values()].find((it) => it.client_secret === clientSecret);
  if (intent?.status !== 'requires_action')
    throw new StripeFault(400, {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      message: `No payment waits for ${clientSecret}.`,
    });
  const now = state.timeOf(String(intent.customer));
  const outcome: Outcome =
    said === 'authenticated'
      ? succeed(state, intent, now)
      : fail(state, intent, 'payment_intent_authentication_failure', null, now);
  const payment = paymentFor(state, intent.id);
  if (payment) afterCharge(state, known(state.invoices, payment.invoice), outcome, now);
  return intent;
}
