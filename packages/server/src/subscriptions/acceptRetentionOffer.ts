import { BillfoldError } from '../errors.js';
import { auditDeed, recordChange } from '../events/recordChange.js';
import type { PortalOperation } from '../operation.js';
import { cancellationOf, detailsOf, retentionOfferOf, takeOffer } from './cancellation.js';
import { findSeenSubscription } from './findSubscription.js';

/** The offer is looked up and not named by the caller: nobody can ask for another coupon than the one they are offered. */
export const acceptRetentionOffer: PortalOperation<'acceptRetentionOffer'> = async (context) => {
  const { input, billing, version } = context;
  const before = await findSeenSubscription(context, input.subscription);
  // It is offered to somebody who could cancel now, and to nobody else.
  cancellationOf(context, before, input);
  const offer = await retentionOfferOf(context, before);
  if (!offer || !(await takeOffer(context, before.id, offer.coupon.id))) {
    throw new BillfoldError('offer_not_available');
  }
  const after = await billing.applyDiscount({ subscription: before.id, version, coupon: offer.coupon.id });
  await auditDeed(context, 'retention_offer.accepted', before.id);
  await recordChange(context, 'customer.subscription.updated', before, after, detailsOf(input));
  return after;
};
