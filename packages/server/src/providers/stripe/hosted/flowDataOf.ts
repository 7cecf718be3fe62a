import type { FlowInput } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import { idOf } from '../read/references.js';
import type { StripePortalSessionInput } from './createStripePortalSession.js';

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData;
type PortalFlow = Exclude<FlowInput, { type: 'invoice_pay' }>;

/** One of our flows in the words of Stripe's portal. Stripe asks for the item of a subscription, so that one is looked up. */
export async function flowDataOf(
  stripe: Stripe,
  { customer, flow, offerCoupon, returnUrl }: Omit<StripePortalSessionInput, 'flow'> & { flow: PortalFlow },
): Promise<FlowData> {
  const after_completion = afterCompletionOf(flow, returnUrl);
  if (flow.type === 'payment_method_update') return { type: flow.type, after_completion };
  const subscription = await stripe.subscriptions.retrieve(flow.subscription);
  if (idOf(subscription.customer) !== customer) throw new BillfoldError('not_found');
  const { id } = subscription;
  switch (flow.type) {
    case 'subscription_update':
      return { type: flow.type, after_completion, subscription_update: { subscription: id } };
    case 'subscription_cancel': {
      const retention = offerCoupon && {
        type: 'coupon_offer' as const,
        coupon_offer: { coupon: offerCoupon },
      };
      return {
        type: flow.type,
        after_completion,
        subscription_cancel: { subscription: id, ...(retention && { retention }) },
      };
    }
    case 'subscription_update_confirm': {
      const [item] = subscription.items.data;
      const quantity = flow.quantity ?? item?.quantity ?? 1;
      const items = [{ id: item!.id, price: flow.price, quantity }];
      return { type: flow.type, after_completion, subscription_update_confirm: { subscription: id, items } };
    }
  }
}

function afterCompletionOf(
  { afterCompletion }: PortalFlow,
  returnUrl: string | undefined,
): NonNullable<FlowData['after_completion']> {
  if (afterCompletion.type !== 'redirect') return { type: afterCompletion.type };
  const url = afterCompletion.returnUrl ?? returnUrl;
  if (url === undefined) {
    const fields = [{ path: 'returnUrl', message: 'must say where a redirect leads' }];
    throw new BillfoldError('invalid_request', { fields });
  }
  return { type: 'redirect', redirect: { return_url: url } };
}
