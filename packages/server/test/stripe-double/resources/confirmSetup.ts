import type Stripe from 'stripe';
import type { State } from '../State.js';
import { findCustomer } from './findCustomer.js';
import { attach, enterPaymentMethod } from './paymentMethods.js';
import { testPaymentMethods, type Refusal, type TestPaymentMethod } from './testPaymentMethods.js';

/** What somebody enters: see the conformance suite of providers. */
export type EnteredKind = 'card' | 'debit' | 'refused' | 'asks' | 'slow';

/** What of it a bank takes its time for. */
const DECIDED_AFTER = 3_000;

/** What is entered for each kind: one of Stripe's test payment methods. */
const ENTERED: Record<EnteredKind, TestPaymentMethod> = {
  card: testPaymentMethods['pm_card_visa']!,
  debit: testPaymentMethods['pm_sepaDebit_de']!,
  refused: testPaymentMethods['pm_card_chargeDeclined']!,
  // It asks once, when it is put on file: from then on it is charged like any other.
  asks: { type: 'card', brand: 'visa', last4: '3155', asksAtSetup: true },
  slow: { type: 'sepa_debit', last4: '4321', behaviour: { outcome: 'takes_days' } },
};

/**
 * Does what Stripe.js does when somebody confirms a setup intent in its fields.
 *
 * @param entered what they enter: a kind, or one of Stripe's test ids.
 * @param said what they tell their bank, where it has asked already.
 */
export function confirmSetup(
  state: State,
  clientSecret: string,
  entered: EnteredKind | keyof typeof testPaymentMethods,
  said?: 'authenticated' | 'refused',
): Stripe.SetupIntent {
  const intent = [...state.setupIntents.values()].find(
    ({ client_secret: secret }) => secret === clientSecret,
  );
  if (!intent) throw new Error('There is no setup intent with this client secret.');
  if (intent.status === 'requires_action' && said) return answerBank(state, intent, said);
  if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_action')
    throw new Error(`A setup intent that is ${intent.status} can not be confirmed.`);

  const template = ENTERED[entered as EnteredKind] ?? testPaymentMethods[entered];
  if (!template) throw new Error(`${entered} is no kind and no test id.`);
  if (!intent.payment_method_types.includes(template.type))
    throw new Error(
      `${template.type} is not among what can be entered: ${intent.payment_method_types.join(', ')}.`,
    );
  const customer = intent.customer === null ? null : findCustomer(state, intent.customer as string);
  const paymentMethod = enterPaymentMethod(state, template, customer);
  intent.payment_method = paymentMethod.id;
  intent.last_setup_error = null;
  if (template.refusesSetup) return fail(state, intent, template.refusesSetup);
  if (template.asksAtSetup) return ask(state, intent, said);
  if (entered === 'slow') return process(state, intent);
  return succeed(state, intent);
}

function ask(
  state: State,
  intent: Stripe.SetupIntent,
  said?: 'authenticated' | 'refused',
): Stripe.SetupIntent {
  intent.status = 'requires_action';
  intent.next_action = { type: 'use_stripe_sdk', use_stripe_sdk: {} };
  state.emit('setup_intent.requires_action', intent);
  return said ? answerBank(state, intent, said) : intent;
}

function answerBank(
  state: State,
  intent: Stripe.SetupIntent,
  said: 'authenticated' | 'refused',
): Stripe.SetupIntent {
  intent.next_action = null;
  if (said === 'authenticated') return succeed(state, intent);
  return fail(state, intent, { code: 'setup_intent_authentication_failure', declineCode: '' });
}

function process(state: State, intent: Stripe.SetupIntent): Stripe.SetupIntent {
  const customer = intent.customer as string | null;
  intent.status = 'processing';
  state.later(state.timeOf(customer) + DECIDED_AFTER, customer, () => {
    if (intent.status === 'processing') succeed(state, intent);
  });
  return intent;
}

function succeed(state: State, intent: Stripe.SetupIntent): Stripe.SetupIntent {
  const paymentMethod = state.paymentMethods.get(intent.payment_method as string)!;
  intent.status = 'succeeded';
  if (intent.customer !== null) attach(state, paymentMethod, intent.customer as string);
  if (paymentMethod.type === 'sepa_debit') intent.mandate = giveMandate(state, paymentMethod, intent).id;
  state.emit('setup_intent.succeeded', intent);
  return intent;
}

function fail(state: State, intent: Stripe.SetupIntent, { code, declineCode }: Refusal): Stripe.SetupIntent {
  const paymentMethod = state.paymentMethods.get(intent.payment_method as string)!;
  const isCards = code !== 'setup_intent_authentication_failure';
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.last_setup_error = {
    type: isCards ? 'card_error' : 'invalid_request_error',
    code,
    ...(declineCode && { decline_code: declineCode }),
    message: isCards ? 'Your card was declined.' : 'We are unable to authenticate your payment method.',
    payment_method: paymentMethod,
  };
  state.emit('setup_intent.setup_failed', intent);
  return intent;
}

function giveMandate(
  state: State,
  paymentMethod: Stripe.PaymentMethod,
  intent: Stripe.SetupIntent,
): Stripe.Mandate {
  const mandate: Stripe.Mandate = {
    id: state.newId('mandate'),
    object: 'mandate',
    customer_acceptance: {
      accepted_at: state.timeOf(intent.customer as string | null),
      online: { ip_address: '127.0.0.1', user_agent: 'a test' },
      type: 'online',
    },
    livemode: false,
    multi_use: {},
    payment_method: paymentMethod.id,
    payment_method_details: {
      sepa_debit: { reference: state.newId('REF').toUpperCase(), url: `${state.url}/mandates` },
      type: 'sepa_debit',
    },
    status: 'active',
    type: 'multi_use',
  };
  state.mandates.set(mandate.id, mandate);
  return mandate;
}
