import type Stripe from 'stripe';
import { copyOf, type State } from '../State.js';
import { StripeFault } from '../StripeFault.js';
import type { Collected } from './collect.js';
import { intentOf } from './newPayment.js';

/** How Stripe says that an invoice could not be paid with the request. */
export function refuseUnpaid(state: State, invoice: Stripe.Invoice, outcome: Collected): StripeFault {
  const intent = intentOf(state, invoice.id);
  if (outcome === 'no_method' || !intent) {
    return new StripeFault(400, {
      type: 'invalid_request_error',
      message:
        'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
      code: 'resource_missing',
    });
  }
  if (outcome === 'requires_action') {
    return new StripeFault(402, {
      type: 'card_error',
      code: 'invoice_payment_intent_requires_action',
      message:
        'This payment requires additional user action before it can be completed successfully. Payment can be completed using the `PaymentIntent` associated with the invoice.',
      payment_intent: copyOf(intent),
    });
  }
  const { code, decline_code, message } = intent.last_payment_error ?? {};
  return new StripeFault(402, {
    type: 'card_error',
    code: code ?? 'card_declined',
    ...(decline_code !== undefined && { decline_code }),
    message: message ?? 'Your card was declined.',
    payment_intent: copyOf(intent),
  });
}
