import type Stripe from 'stripe';
import type { ChargeBehaviour, State } from '../State.js';
import { change } from './changed.js';
import { idOf, known } from './find.js';

/** What became of a try to charge something. */
export type Outcome = 'succeeded' | 'failed' | 'requires_action' | 'processing';

/** Tries a payment with a payment method. */
export function charge(
  state: State,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  now: number,
): Outcome {
  intent.payment_method = method.id;
  const behaviour = behaviourOf(state, String(intent.customer), method, now);
  if (behaviour === null) return succeed(state, intent, now);
  if (behaviour.outcome === 'asks') return ask(state, intent);
  if (behaviour.outcome === 'takes_days') return takeTime(state, intent, now);
  return fail(state, intent, behaviour.code, behaviour.declineCode, now);
}

/** How the bank answers this time; null: at once, and well. */
function behaviourOf(
  state: State,
  customer: string,
  method: Stripe.PaymentMethod,
  now: number,
): ChargeBehaviour | null {
  const decided = state.decisions.get(customer);
  state.decisions.delete(customer);
  if (decided === 'fails') return { outcome: 'fails', code: 'card_declined', declineCode: 'generic_decline' };
  if (decided === 'requires_action') return { outcome: 'asks' };
  const known = state.behaviours.get(method.id);
  if (known) return known;
  const { card } = method;
  if (card && now * 1_000 >= Date.UTC(card.exp_year, card.exp_month, 1))
    return { outcome: 'fails', code: 'expired_card', declineCode: 'expired_card' };
  return isCardLike(method) ? null : { outcome: 'takes_days' };
}

/** Whether it is known at once what becomes of a charge: pending updates are for these alone. */
export function isCardLike({ type }: Pick<Stripe.PaymentMethod, 'type'>): boolean {
  return type === 'card' || type === 'link' || type === 'paypal';
}

export function succeed(state: State, intent: Stripe.PaymentIntent, now: number): 'succeeded' {
  const made = chargeOf(state, intent, 'succeeded', now);
  change(state, intent, 'payment_intent.succeeded', () => {
    intent.status = 'succeeded';
    intent.amount_received = intent.amount;
    intent.last_payment_error = null;
    intent.next_action = null;
    intent.processing = null;
    intent.latest_charge = made.id;
  });
  state.emit('charge.succeeded', made);
  return 'succeeded';
}

export function fail(
  state: State,
  intent: Stripe.PaymentIntent,
  code: string,
  declineCode: string | null,
  now: number,
): 'failed' {
  const made = chargeOf(state, intent, 'failed', now);
  made.failure_code = code;
  made.failure_message = messageOf(code);
  made.paid = false;
  made.captured = false;
  made.amount_captured = 0;
  change(state, intent, 'payment_intent.payment_failed', () => {
    intent.status = 'requires_payment_method';
    intent.next_action = null;
    intent.processing = null;
    intent.latest_charge = made.id;
    intent.last_payment_error = {
      charge: made.id,
      code,
      ...(declineCode !== null && { decline_code: declineCode }),
      message: messageOf(code),
      payment_method: known(state.paymentMethods, intent.payment_method),
      type: 'card_error',
    };
    intent.payment_method = null;
  });
  state.emit('charge.failed', made);
  return 'failed';
}

function ask(state: State, intent: Stripe.PaymentIntent): 'requires_action' {
  change(state, intent, 'payment_intent.requires_action', () => {
    intent.status = 'requires_action';
    intent.last_payment_error = null;
    intent.next_action = { type: 'use_stripe_sdk' };
  });
  return 'requires_action';
}

function takeTime(state: State, intent: Stripe.PaymentIntent, now: number): 'processing' {
  const made = chargeOf(state, intent, 'pending', now);
  made.paid = false;
  change(state, intent, 'payment_intent.processing', () => {
    intent.status = 'processing';
    intent.last_payment_error = null;
    intent.latest_charge = made.id;
  });
  state.emit('charge.pending', made);
  return 'processing';
}

function messageOf(code: string): string {
  if (code === 'expired_card') return 'Your card has expired.';
  if (code === 'payment_intent_authentication_failure')
    return 'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.';
  return 'Your card was declined.';
}

/** A charge of all that an intent asks for. One that was under way is finished instead of another one being made. */
function chargeOf(
  state: State,
  intent: Stripe.PaymentIntent,
  status: Stripe.Charge.Status,
  now: number,
): Stripe.Charge {
  const pending = state.charges.get(idOf(intent.latest_charge) ?? '');
  if (pending?.status === 'pending') return Object.assign(pending, { status, paid: status === 'succeeded' });
  const method = known(state.paymentMethods, intent.payment_method);
  const id = state.newId('ch');
  const made: Stripe.Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { ...method.billing_details, tax_id: null },
    calculated_statement_descriptor: 'EXAMPLE',
    captured: true,
    created: now,
    currency: intent.currency,
    customer: String(intent.customer),
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method),
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
  state.charges.set(id, made);
  return made;
}

/** What a charge remembers of the payment method, which may be off file later. */
function detailsOf({ type, card, sepa_debit }: Stripe.PaymentMethod): Stripe.Charge.PaymentMethodDetails {
  if (card)
    return {
      type,
      card: {
        amount_authorized: null,
        authorization_code: null,
        brand: card.brand,
        checks: null,
        country: card.country,
        electronic_commerce_indicator: null,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
        fingerprint: card.fingerprint ?? null,
        funding: card.funding,
        installments: null,
        last4: card.last4,
        mandate: null,
        network: card.brand,
        network_transaction_id: null,
        regulated_status: null,
        three_d_secure: null,
        transaction_link_id: null,
        wallet: null,
      },
    };
  if (sepa_debit)
    return {
      type,
      sepa_debit: {
        bank_code: sepa_debit.bank_code,
        branch_code: sepa_debit.branch_code,
        country: sepa_debit.country,
        fingerprint: sepa_debit.fingerprint,
        last4: sepa_debit.last4,
        mandate: null,
      },
    };
  return { type };
}
