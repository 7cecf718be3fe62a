import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { isCreatedIn, pageOf } from '../pageOf.js';
import { booleanOf, metadataOf, textOf } from '../params.js';
import type { State } from '../State.js';
import { invalid, noSuch, type StripeFault } from '../StripeFault.js';
import { findCustomer } from './findCustomer.js';

/** What the account of the double has switched on. */
const SWITCHED_ON = ['card', 'link', 'sepa_debit', 'us_bank_account'];

export const setupIntentHandlers: Handlers = {
  'POST /v1/setup_intents': createSetupIntent,
  'GET /v1/setup_intents': (call) => {
    const { params } = call;
    const listed = [...call.state.setupIntents.values()].filter(
      (intent) =>
        (params.customer === undefined || intent.customer === params.customer) &&
        (params.payment_method === undefined || intent.payment_method === params.payment_method) &&
        isCreatedIn(intent, params.created),
    );
    return pageOf(call, listed, '/v1/setup_intents');
  },
  'GET /v1/setup_intents/{id}': ({ state, path }) => findSetupIntent(state, path.id!),
  'POST /v1/setup_intents/{id}': ({ state, path, params }) => {
    const intent = findSetupIntent(state, path.id!);
    intent.metadata = metadataOf(params.metadata, intent.metadata ?? {});
    return intent;
  },
  'POST /v1/setup_intents/{id}/cancel': cancelSetupIntent,
  'GET /v1/mandates/{id}': ({ state, path }) => {
    const mandate = state.mandates.get(path.id!);
    if (!mandate) throw noSuch('mandate', path.id!);
    return mandate;
  },
};

export function findSetupIntent(state: State, id: string): Stripe.SetupIntent {
  const intent = state.setupIntents.get(id);
  if (!intent) throw noSuch('setupintent', id);
  return intent;
}

/** Since the version that is pinned here, nobody lists types any more. */
export function withoutMethodTypes(): StripeFault {
  return invalid(
    'payment_method_types is no longer supported. Use dynamic payment methods, or allowed_payment_method_types.',
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  );
}

function createSetupIntent({ state, params }: Call): Stripe.SetupIntent {
  if (params.payment_method_types !== undefined) throw withoutMethodTypes();
  if (params.payment_method !== undefined || params.confirm !== undefined)
    throw invalid('This double confirms setup intents only as Stripe.js would: with its control.');
  const allowed = params.allowed_payment_method_types
    ? (Object.values(params.allowed_payment_method_types) as string[])
    : null;
  const excluded = [
    'automatic_payment_methods',
    'excluded_payment_method_types',
    'payment_method_configuration',
  ];
  const other = excluded.find((name) => params[name] !== undefined);
  if (allowed && other)
    throw invalid(`You may only specify one of these parameters: allowed_payment_method_types, ${other}.`);
  const customer = textOf(params.customer, 'customer') ?? null;
  if (customer !== null) findCustomer(state, customer, 'customer');
  const id = state.newId('seti');
  const redirects = textOf(params.automatic_payment_methods?.allow_redirects, 'allow_redirects');
  const intent: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: allowed,
    application: null,
    automatic_payment_methods: allowed
      ? null
      : {
          ...(redirects && { allow_redirects: redirects }),
          enabled: booleanOf(params.automatic_payment_methods?.enabled, 'enabled') ?? true,
        },
    cancellation_reason: null,
    client_secret: `${id}_secret_${state.newId('').slice(1)}`,
    created: state.timeOf(customer),
    customer,
    customer_account: null,
    description: textOf(params.description, 'description') ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: metadataOf(params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    // What can not be had here is left out, and nobody is told.
    payment_method_types: SWITCHED_ON.filter((type) => allowed === null || allowed.includes(type)),
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: textOf(params.usage, 'usage') ?? 'off_session',
  };
  state.setupIntents.set(id, intent);
  state.emit('setup_intent.created', intent);
  return intent;
}

function cancelSetupIntent({ state, path, params }: Call): Stripe.SetupIntent {
  const intent = findSetupIntent(state, path.id!);
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw invalid(`You cannot cancel this SetupIntent because it has a status of ${intent.status}.`, {
      code: 'setup_intent_unexpected_state',
    });
  }
  intent.status = 'canceled';
  intent.cancellation_reason = textOf(params.cancellation_reason, 'cancellation_reason') ?? null;
  state.emit('setup_intent.canceled', intent);
  return intent;
}
