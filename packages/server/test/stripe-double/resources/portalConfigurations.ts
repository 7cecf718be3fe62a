import type Stripe from 'stripe';
import { change } from '../billing/changed.js';
import type { Call, Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { booleanOf, metadataOf, numberOf, textOf, type Params } from '../params.js';
import { copyOf, type State } from '../State.js';
import { invalid, noSuch } from '../StripeFault.js';

type Configuration = Stripe.BillingPortal.Configuration;
type Features = Configuration['features'];

export const portalConfigurationHandlers: Handlers = {
  'POST /v1/billing_portal/configurations': createConfiguration,
  'GET /v1/billing_portal/configurations': (call) => {
    const { state, params } = call;
    const isLike = (param: string, value: boolean) => (booleanOf(params[param], param) ?? value) === value;
    const listed = [...state.portalConfigurations.values()].filter(
      ({ active, is_default: isDefault }) => isLike('active', active) && isLike('is_default', isDefault),
    );
    return pageOf(call, listed, '/v1/billing_portal/configurations');
  },
  'GET /v1/billing_portal/configurations/{id}': ({ state, path }) => findConfiguration(state, path.id!),
  'POST /v1/billing_portal/configurations/{id}': updateConfiguration,
};

export function findConfiguration(state: State, id: string, param?: string): Configuration {
  const configuration = state.portalConfigurations.get(id);
  if (!configuration) throw noSuch('configuration', id, param);
  return configuration;
}

function createConfiguration({ state, params, now }: Call): Configuration {
  const configuration: Configuration = {
    id: state.newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: now,
    default_return_url: null,
    features: copyOf(NOTHING),
    is_default: state.portalConfigurations.size === 0,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: now,
  };
  apply(state, configuration, params);
  state.portalConfigurations.set(configuration.id, configuration);
  state.emit('billing_portal.configuration.created', configuration);
  return configuration;
}

function updateConfiguration({ state, path, params, now }: Call): Configuration {
  const configuration = findConfiguration(state, path.id!);
  const changed = copyOf(configuration);
  const active = booleanOf(params.active, 'active');
  if (active === false && configuration.is_default)
    throw invalid('You cannot deactivate the default configuration.', { param: 'active' });
  changed.active = active ?? changed.active;
  apply(state, changed, params);
  change(state, configuration, 'billing_portal.configuration.updated', () => {
    Object.assign(configuration, changed, { updated: now });
  });
  return configuration;
}

/** What is not said stays; of a feature that is said, what it leaves out stays. */
function apply(state: State, configuration: Configuration, params: Params): void {
  const profile = (params.business_profile ?? {}) as Params;
  for (const field of ['headline', 'privacy_policy_url', 'terms_of_service_url'] as const) {
    const text = textOf(profile[field], `business_profile[${field}]`);
    if (text !== undefined) configuration.business_profile[field] = text;
  }
  for (const field of ['default_return_url', 'name'] as const) {
    const text = textOf(params[field], field);
    if (text !== undefined) configuration[field] = text;
  }
  configuration.metadata = metadataOf(params.metadata, configuration.metadata ?? {});
  if (params.login_page)
    configuration.login_page = loginPage(state, configuration, params.login_page as Params);
  for (const [name, feature] of Object.entries((params.features ?? {}) as Params)) {
    const field = name as keyof Features;
    merge(configuration.features[field] as object, featureOf(feature) as object);
  }
  const { subscription_update: update } = configuration.features;
  if (update.enabled && (!update.products?.length || update.default_allowed_updates.length === 0)) {
    throw invalid(
      'A portal that lets customers change subscriptions names products and what may be changed.',
      {
        param: 'features[subscription_update]',
      },
    );
  }
}

function merge(kept: object, said: object): void {
  for (const [field, value] of Object.entries(said)) {
    const before: unknown = (kept as Params)[field];
    if (isPlain(before) && isPlain(value)) merge(before, value);
    else (kept as Params)[field] = value;
  }
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a feature with the types that its fields have. */
function featureOf(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((inner) => featureOf(inner));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]) => [field, featureOf(inner, field)]),
    );
  if (name === 'enabled') return booleanOf(value, name);
  if (['minimum', 'maximum', 'interval_count'].includes(name)) return numberOf(value, name) ?? null;
  if (value !== '') return value;
  return LISTS.has(name) ? [] : null;
}

/** What an empty text empties, and does not remove. */
const LISTS = new Set(['allowed_updates', 'default_allowed_updates', 'products', 'options', 'conditions']);

function loginPage(state: State, { id }: Configuration, params: Params): Configuration['login_page'] {
  const enabled = booleanOf(params.enabled, 'login_page[enabled]') ?? false;
  return { enabled, url: enabled ? `${state.url}/p/login/${id}` : null };
}

/** A portal in which nothing can be done. */
const NOTHING: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [] },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: [],
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};
