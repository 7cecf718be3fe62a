import type Stripe from 'stripe';
import { change } from '../billing/changed.js';
import type { Call, Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { metadataOf, numberOf, requiredText, textOf } from '../params.js';
import { copyOf, type State } from '../State.js';
import { invalid, noSuch, StripeFault } from '../StripeFault.js';
import { addressOf } from './addressOf.js';
import { findCustomer } from './findCustomer.js';
import { detailsOf, testPaymentMethods, type Refusal, type TestPaymentMethod } from './testPaymentMethods.js';

export const paymentMethodHandlers: Handlers = {
  'GET /v1/payment_methods': (call) => {
    const customer = requiredText(call.params.customer, 'customer');
    return pageOf(call, listOf(call, customer), '/v1/payment_methods');
  },
  'GET /v1/customers/{id}/payment_methods': (call) => {
    const { id } = findCustomer(call.state, call.path.id!);
    return pageOf(call, listOf(call, id), `/v1/customers/${id}/payment_methods`);
  },
  'GET /v1/customers/{customer}/payment_methods/{id}': ({ state, path }) => {
    const paymentMethod = findPaymentMethod(state, path.id!);
    if (paymentMethod.customer !== path.customer) throw noSuch('PaymentMethod', path.id!);
    return paymentMethod;
  },
  'GET /v1/payment_methods/{id}': ({ state, path }) => findPaymentMethod(state, path.id!),
  'POST /v1/payment_methods/{id}': updatePaymentMethod,
  'POST /v1/payment_methods/{id}/attach': ({ state, path, params }) => {
    const customer = findCustomer(state, requiredText(params.customer, 'customer'), 'customer');
    const paymentMethod = paymentMethodOf(state, path.id!);
    // What a test id has made is as old as the time of whom it is for says.
    if (Object.hasOwn(testPaymentMethods, path.id!)) paymentMethod.created = state.timeOf(customer.id);
    return attach(state, paymentMethod, customer.id);
  },
  'POST /v1/payment_methods/{id}/detach': detachPaymentMethod,
};

/** A payment method that exists. @param param what names it, where it is not the path. */
export function findPaymentMethod(state: State, id: string, param?: string): Stripe.PaymentMethod {
  const paymentMethod = state.paymentMethods.get(id);
  if (!paymentMethod) throw noSuch('PaymentMethod', id, param);
  return paymentMethod;
}

/** The payment method of an id; a test id makes one. */
export function paymentMethodOf(state: State, id: string, param?: string): Stripe.PaymentMethod {
  const template = testPaymentMethods[id];
  return template ? enterPaymentMethod(state, template, null) : findPaymentMethod(state, id, param);
}

/** A new payment method, as if somebody had entered it in Stripe's fields. It is nobody's yet. */
export function enterPaymentMethod(
  state: State,
  template: TestPaymentMethod,
  customer: Stripe.Customer | null,
): Stripe.PaymentMethod {
  const paymentMethod: Stripe.PaymentMethod = {
    id: state.newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      email: customer?.email ?? null,
      name: customer?.name ?? null,
      phone: null,
      tax_id: null,
    },
    created: state.timeOf(customer?.id ?? null),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: template.type,
    ...detailsOf(template),
  };
  state.paymentMethods.set(paymentMethod.id, paymentMethod);
  if (template.behaviour) state.behaviours.set(paymentMethod.id, template.behaviour);
  if (template.refusesSetup) refusals.set(paymentMethod, template.refusesSetup);
  return paymentMethod;
}

/** Puts a payment method on file; one that was taken off file can never be used again. */
export function attach(
  state: State,
  paymentMethod: Stripe.PaymentMethod,
  customer: string,
): Stripe.PaymentMethod {
  if (paymentMethod.customer === customer) return paymentMethod;
  if (paymentMethod.customer !== null) {
    throw invalid('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_unexpected_state',
    });
  }
  if (detached.has(paymentMethod)) {
    throw invalid(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    );
  }
  const refusal = refusals.get(paymentMethod);
  if (refusal) throw refusedCard(refusal, paymentMethod);
  paymentMethod.customer = customer;
  state.emit('payment_method.attached', paymentMethod);
  return paymentMethod;
}

/** What a bank's refusal is answered with. */
export function refusedCard(
  { code, declineCode }: Refusal,
  paymentMethod: Stripe.PaymentMethod,
): StripeFault {
  const message = code === 'expired_card' ? 'Your card has expired.' : 'Your card was declined.';
  return new StripeFault(402, {
    type: 'card_error',
    code,
    decline_code: declineCode,
    message,
    payment_method: copyOf(paymentMethod),
  });
}

/** Of those that were entered, which their banks refuse, and which were taken off file. */
const refusals = new WeakMap<Stripe.PaymentMethod, Refusal>();
const detached = new WeakSet<Stripe.PaymentMethod>();

/**
 * Takes a payment method off file. What was charged to it still names it: Stripe does not say that it clears a customer's
 * or a subscription's default, so whoever needs that must do it.
 */
function detachPaymentMethod({ state, path }: Call): Stripe.PaymentMethod {
  const paymentMethod = findPaymentMethod(state, path.id!);
  const { customer } = paymentMethod;
  if (customer === null)
    throw invalid(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  paymentMethod.customer = null;
  detached.add(paymentMethod);
  state.emit('payment_method.detached', paymentMethod, { customer });
  return paymentMethod;
}

function updatePaymentMethod({ state, path, params }: Call): Stripe.PaymentMethod {
  const paymentMethod = findPaymentMethod(state, path.id!);
  if (paymentMethod.customer === null)
    throw invalid('You must save this PaymentMethod to a customer before you can update it.');
  const changed = copyOf(paymentMethod);
  apply(changed, params);
  change(state, paymentMethod, 'payment_method.updated', () => void Object.assign(paymentMethod, changed));
  return paymentMethod;
}

function apply(paymentMethod: Stripe.PaymentMethod, params: Call['params']): void {
  const { billing_details: details, card } = paymentMethod;
  paymentMethod.metadata = metadataOf(params.metadata, paymentMethod.metadata ?? {});
  const said = (params.billing_details ?? {}) as Call['params'];
  for (const field of ['name', 'email', 'phone'] as const) {
    const text = textOf(said[field], `billing_details[${field}]`);
    if (text !== undefined) details[field] = text;
  }
  if (said.address !== undefined) details.address = addressOf(said.address);
  if (params.card && card) {
    const { exp_month: month, exp_year: year } = params.card as Call['params'];
    card.exp_month = numberOf(month, 'card[exp_month]') ?? card.exp_month;
    card.exp_year = numberOf(year, 'card[exp_year]') ?? card.exp_year;
  }
  const redisplay = textOf(params.allow_redisplay, 'allow_redisplay');
  if (redisplay) paymentMethod.allow_redisplay = redisplay as Stripe.PaymentMethod.AllowRedisplay;
}

function listOf({ state, params }: Call, customer: string): Stripe.PaymentMethod[] {
  return [...state.paymentMethods.values()].filter(
    (paymentMethod) =>
      paymentMethod.customer === customer &&
      (params.type === undefined || paymentMethod.type === params.type),
  );
}
