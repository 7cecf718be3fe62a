import type { Subscription } from '@billfold/contract';
import { canonicalJson } from '../canonicalJson.js';
import { previousAttributes } from '../events/previousAttributes.js';
import { withoutSecrets } from '../events/record.js';
import { subscriptionEvent } from '../events/subscriptionEvent.js';
import { tell, type Finding, type Reader, type Teller } from './Teller.js';
import { findTold, keepTold, keepTrialTold, type Told } from './toldRows.js';

const DAY = 24 * 60 * 60_000;

/** How long before its end a trial is told of. */
const AHEAD = 3 * DAY;

/** Looks up one subscription. */
export async function lookIntoSubscription(reader: Reader, id: string): Promise<Finding> {
  const subscription = await reader.billing.getSubscription(id);
  return subscription ? findingOf(reader, subscription) : findingOfNone(reader, id);
}

/**
 * The customer has none of this id. Where the merchant was told of one, it has ended with its customer, who was deleted at the provider:
 * nothing is read of it any more, and whoever goes by what they were told would let somebody in for ever.
 */
async function findingOfNone({ billingNow }: Reader, id: string): Promise<Finding> {
  const endedAt = (await billingNow()).toISOString();
  return {
    place: 'subscription',
    since: '',
    tell: async (teller) => {
      const told = await findTold<Subscription>(teller.unit.database, teller.customer, 'subscription', id);
      const before = told?.resource;
      if (!before || before.endedAt !== null) return;
      const none = { renewsAt: null, pendingChange: null, pendingPayment: null, pause: null };
      const after: Subscription = { ...before, ...none, status: 'canceled', canceledAt: endedAt, endedAt };
      const data = { object: after, previousAttributes: previousAttributes(before, after) };
      await tell(teller, 'customer.subscription.deleted', data);
    },
  };
}

/** Looks up all of them. */
export async function lookIntoSubscriptions(reader: Reader): Promise<Finding[]> {
  const subscriptions = await reader.billing.listSubscriptions();
  return Promise.all(subscriptions.map((subscription) => findingOf(reader, subscription)));
}

async function findingOf({ billingNow }: Reader, read: Subscription): Promise<Finding> {
  const after = withoutSecrets(read);
  const endsSoon = after.status === 'trialing' && isSoon(after.trialEndAt, await billingNow());
  return {
    place: 'subscription',
    since: after.startedAt,
    tell: async (teller) => {
      const told = await findTold<Subscription>(
        teller.unit.database,
        teller.customer,
        'subscription',
        after.id,
      );
      await tellOfState(teller, told?.resource ?? null, after);
      if (endsSoon) await tellOfTrial(teller, told, after);
    },
  };
}

async function tellOfState(teller: Teller, before: Subscription | null, after: Subscription): Promise<void> {
  if (before === null && !teller.isBaseline) {
    await tell(teller, 'customer.subscription.created', { object: after });
    // It has begun and ended between two looks.
    if (after.endedAt !== null) await tell(teller, 'customer.subscription.deleted', { object: after });
    return;
  }
  const event = before && subscriptionEvent(before, after, isOther(before, after));
  if (before === null || event === null) {
    return keepTold(teller.unit.database, teller.customer, 'subscription', [after]);
  }
  const data = { object: after, previousAttributes: previousAttributes(before, after) };
  await tell(teller, `customer.subscription.${event}`, data);
}

/** Of one that is read for the first time it was told already, by whoever told of it until now. */
async function tellOfTrial(
  teller: Teller,
  told: Told<Subscription> | null,
  after: Subscription,
): Promise<void> {
  const end = new Date(after.trialEndAt!);
  if (told?.trialEndToldAt?.getTime() === end.getTime()) return;
  if (!teller.isBaseline) await tell(teller, 'customer.subscription.trial_will_end', { object: after });
  await keepTrialTold(teller.unit.database, teller.customer, after.id, end);
}

/**
 * Whether the customer has another subscription than before, or pays for it otherwise. That time goes by is told by its invoices, and
 * what waits for a payment is told when that has come.
 */
function isOther(before: Subscription, after: Subscription): boolean {
  const facts = (it: Subscription) => ({
    product: it.product.id,
    price: it.price.id,
    quantity: it.quantity,
    cancelAt: it.cancelAt,
    trialEndAt: it.trialEndAt,
    paymentMethod: it.paymentMethod,
    discounts: it.discounts,
    pendingChange: it.pendingChange,
    pause: it.pause,
  });
  return canonicalJson(facts(before)) !== canonicalJson(facts(after));
}

const isSoon = (end: string | null, now: Date) =>
  end !== null && new Date(end).getTime() <= now.getTime() + AHEAD;
