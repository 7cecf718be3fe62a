import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { requiredText, textOf, type Params } from '../params.js';
import { invalid, noSuch } from '../StripeFault.js';
import { findCustomer } from './findCustomer.js';
import { findConfiguration } from './portalConfigurations.js';

type Session = Stripe.BillingPortal.Session;

export const portalSessionHandlers: Handlers = { 'POST /v1/billing_portal/sessions': createSession };

/** Opens Stripe's own portal for a customer; its page is none here, only its address. */
function createSession({ state, params }: Call): Session {
  const customer = findCustomer(state, requiredText(params.customer, 'customer'), 'customer');
  const named = textOf(params.configuration, 'configuration');
  const configuration = named
    ? findConfiguration(state, named, 'configuration')
    : [...state.portalConfigurations.values()].find(({ is_default: isDefault }) => isDefault);
  if (!configuration?.active) {
    throw invalid(
      'You cannot create a portal session: there is no active configuration, and no default one was made.',
      { param: 'configuration' },
    );
  }
  const returnUrl = textOf(params.return_url, 'return_url') ?? configuration.default_return_url;
  const id = state.newId('bps');
  const session: Session = {
    id,
    object: 'billing_portal.session',
    after_expiration: null,
    configuration: configuration.id,
    created: state.timeOf(customer.id),
    customer: customer.id,
    customer_account: null,
    flow: params.flow_data ? flowOf(state, customer.id, params.flow_data as Params) : null,
    livemode: false,
    locale: (textOf(params.locale, 'locale') ?? null) as Session['locale'],
    on_behalf_of: null,
    return_url: returnUrl,
    url: `${state.url}/p/session/${id}`,
  };
  state.portalSessions.set(id, session);
  state.emit('billing_portal.session.created', session);
  return session;
}

/** The one thing that a session is opened for. */
function flowOf(state: Call['state'], customer: string, params: Params): NonNullable<Session['flow']> {
  const type = requiredText(params.type, 'flow_data[type]');
  const about = (params[type] ?? {}) as Params;
  if (type.startsWith('subscription_')) {
    const param = `flow_data[${type}][subscription]`;
    const subscription = requiredText(about.subscription, param);
    if (state.subscriptions.get(subscription)?.customer !== customer)
      throw noSuch('subscription', subscription, param);
  }
  const completion = (params.after_completion ?? { type: 'portal_homepage' }) as Params;
  return {
    after_completion: {
      hosted_confirmation: completion.hosted_confirmation ?? null,
      redirect: completion.redirect ?? null,
      type: completion.type,
    },
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    ...(type === 'subscription_cancel' && {
      subscription_cancel: { retention: about.retention ?? null, subscription: about.subscription },
    }),
    ...(type === 'subscription_pause' && { subscription_pause: { subscription: about.subscription } }),
    ...(type === 'subscription_update' && { subscription_update: { subscription: about.subscription } }),
    ...(type === 'subscription_update_confirm' && {
      subscription_update_confirm: {
        discounts: about.discounts ?? null,
        items: Object.values(about.items as Params).map((item: Params) => ({
          id: item.id,
          price: item.price ?? null,
          ...(item.quantity && { quantity: Number(item.quantity) }),
        })),
        subscription: about.subscription,
      },
    }),
    type,
  };
}
