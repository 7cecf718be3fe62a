import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { isCreatedIn, pageOf } from '../pageOf.js';
import { change } from './changed.js';
import { cancelSubscription } from './cancelSubscription.js';
import { createSubscription } from './createSubscription.js';
import { find } from './find.js';
import { pauseSubscription, resumeSubscription } from './pauseSubscription.js';
import { updateSubscription } from './updateSubscription.js';

export const subscriptionHandlers: Handlers = {
  'POST /v1/subscriptions': createSubscription,
  'GET /v1/subscriptions': (call) => pageOf(call, wantedSubscriptions(call), '/v1/subscriptions'),
  'GET /v1/subscriptions/{id}': ({ state, path }) => find(state.subscriptions, path.id, 'subscription'),
  'POST /v1/subscriptions/{id}': updateSubscription,
  'DELETE /v1/subscriptions/{id}': cancelSubscription,
  'POST /v1/subscriptions/{id}/pause': pauseSubscription,
  'POST /v1/subscriptions/{id}/resume': resumeSubscription,
  'DELETE /v1/subscriptions/{id}/discount': ({ state, path }) => {
    const subscription = find(state.subscriptions, path.id, 'subscription');
    const discount = state.discounts.get(String(subscription.discounts[0]));
    change(state, subscription, 'customer.subscription.updated', () => {
      subscription.discounts = [];
    });
    if (discount) state.emit('customer.discount.deleted', discount);
    return { ...discount, deleted: true };
  },
  'GET /v1/subscription_items': (call) => {
    const subscription = find(
      call.state.subscriptions,
      call.params.subscription,
      'subscription',
      'subscription',
    );
    return pageOf(call, [...subscription.items.data].reverse(), '/v1/subscription_items');
  },
};

/** Without a status, those that have ended are left out: whoever wants them too says `all`. */
function wantedSubscriptions({ state, params }: Call): Stripe.Subscription[] {
  const { customer, price, status, collection_method } = params;
  return [...state.subscriptions.values()].filter(
    (it) =>
      (!customer || it.customer === customer) &&
      (!price || it.items.data.some((item) => item.price.id === price)) &&
      (!collection_method || it.collection_method === collection_method) &&
      isCreatedIn(it, params.created) &&
      hasStatus(it, status),
  );
}

function hasStatus({ status }: Stripe.Subscription, wanted: unknown): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'ended') return status === 'canceled' || status === 'incomplete_expired';
  return wanted === undefined ? status !== 'canceled' : status === wanted;
}
