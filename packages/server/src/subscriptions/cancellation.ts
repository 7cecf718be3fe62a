import type { FieldError, PortalFeatures, RetentionOffer, Subscription } from '@billfold/contract';
import { and, eq, lte } from 'drizzle-orm';
import { retentionOffers } from '../database/schema.js';
import { BillfoldError } from '../errors.js';
import type { EventData } from '../events/record.js';
import type { PortalContext } from '../operation.js';
import type { Cancellation } from '../provider/CustomerBilling.js';
import { addMonths } from '../calendar.js';

type Context = Pick<PortalContext<unknown>, 'billing' | 'caller' | 'unit' | 'billingNow'>;

/** Why somebody cancels, as far as they have said. */
interface Why {
  feedback?: Cancellation['feedback'] | undefined;
  comment?: string | undefined;
}

/** States of a subscription that is not paid up: there is no paid period to wait for. */
const ENDS_AT_ONCE: readonly Subscription['status'][] = ['past_due', 'unpaid', 'paused', 'incomplete'];

/**
 * How a subscription is canceled: as the configuration says, and at once where nothing is paid that could be used up.
 * @throws BillfoldError `subscription_state` where its end is decided already.
 */
export function cancellationOf(
  { caller }: Pick<Context, 'caller'>,
  subscription: Subscription,
  why: Why = {},
): Cancellation {
  if (subscription.status === 'canceled' || subscription.cancelAt)
    throw new BillfoldError('subscription_state');
  const { mode, prorationBehavior, reasons } = caller.features.subscriptionCancel;
  refuseUnaskedReasons(reasons, why);
  const atOnce = mode === 'immediately' || ENDS_AT_ONCE.includes(subscription.status);
  return {
    subscription: subscription.id,
    at: atOnce ? 'now' : 'period_end',
    prorationBehavior: atOnce ? prorationBehavior : 'none',
    feedback: why.feedback ?? null,
    comment: why.comment ?? null,
  };
}

/** What the event tells of why; nothing where nothing was said. */
export function detailsOf({ feedback, comment }: Why): Pick<EventData, 'cancellationDetails'> {
  if (!feedback && !comment) return {};
  return { cancellationDetails: { feedback: feedback ?? null, comment: comment ?? null } };
}

/** Reports are only worth something when they hold answers to what was asked. */
function refuseUnaskedReasons(
  { enabled, options }: PortalFeatures['subscriptionCancel']['reasons'],
  { feedback, comment }: Why,
): void {
  const fields: FieldError[] = [];
  if (feedback && !(enabled && options.includes(feedback))) {
    fields.push({ path: 'feedback', message: 'is not one of the reasons that are asked for' });
  }
  if (comment !== undefined && !enabled) fields.push({ path: 'comment', message: 'is not asked for' });
  if (fields.length > 0) throw new BillfoldError('invalid_request', { fields });
}

/** What is offered instead of a cancellation; null: nothing, or it was taken already. */
export async function retentionOfferOf(
  context: Context,
  subscription: Subscription,
): Promise<RetentionOffer | null> {
  const { flow, retention } = context.caller.features.subscriptionCancel;
  const isPaidFor = subscription.status === 'active' || subscription.status === 'trialing';
  if (retention.offerCoupon === null || flow === 'strict' || !isPaidFor) return null;
  const [taken] = await context.unit.database
    .select({ acceptedAt: retentionOffers.acceptedAt })
    .from(retentionOffers)
    .where(offerOf(context, subscription.id));
  if (taken && taken.acceptedAt > (await offeredAgainBefore(context))) return null;
  return context.billing.previewDiscount(subscription.id, retention.offerCoupon);
}

/** Writes down that an offer is taken; false where somebody else was faster, or it was had not long ago. */
export async function takeOffer(context: Context, subscription: string, coupon: string): Promise<boolean> {
  const { caller, unit, billingNow } = context;
  const now = await billingNow();
  const row = {
    project: caller.project,
    customer: caller.customer.id,
    subscription,
    coupon,
    acceptedAt: now,
  };
  const { project, customer, subscription: ofSubscription, acceptedAt } = retentionOffers;
  const taken = await unit.database
    .insert(retentionOffers)
    .values(row)
    .onConflictDoUpdate({
      target: [project, customer, ofSubscription],
      set: { coupon, acceptedAt: now },
      setWhere: lte(acceptedAt, await offeredAgainBefore(context)),
    })
    .returning({ coupon: retentionOffers.coupon });
  return taken.length > 0;
}

/** Whoever took an offer after this is not offered another one yet. By the provider's time, in which their invoices come. */
async function offeredAgainBefore({ caller, billingNow }: Context): Promise<Date> {
  const { onceInMonths } = caller.features.subscriptionCancel.retention;
  return new Date(addMonths((await billingNow()).getTime(), -onceInMonths));
}

const offerOf = ({ caller }: Context, subscription: string) =>
  and(
    eq(retentionOffers.project, caller.project),
    eq(retentionOffers.customer, caller.customer.id),
    eq(retentionOffers.subscription, subscription),
  );
