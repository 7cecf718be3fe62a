import type { Branding, PortalConfigurationSettings, PortalFeatures } from '@billfold/contract';
import type Stripe from 'stripe';
import { subscriptionUpdateOf } from './subscriptionUpdateOf.js';

/** What Stripe's own portal is made of. */
export interface HostedPortalSource {
  configuration: Pick<PortalConfigurationSettings, 'features' | 'businessProfile' | 'defaultReturnUrl'> & {
    id: string;
  };
  branding: Pick<Branding, 'privacyUrl' | 'termsUrl'>;
  /** What is on sale, cheapest first. Stripe has no word for "everything". */
  products: readonly { id: string; prices: readonly string[] }[];
}

export interface HostedPortal {
  params: Stripe.BillingPortal.ConfigurationCreateParams;
  /** What ours says and Stripe's portal can not be told, a sentence each. It then allows less, and never more. */
  leftOut: string[];
}

/**
 * One of our portal configurations as one of Stripe's own portal. Every field is named, so that nothing is left as somebody else has
 * set it.
 *
 * @param source pure data: the same gives the same.
 */
export function toBillingPortalConfiguration({
  configuration,
  branding,
  products,
}: HostedPortalSource): HostedPortal {
  const { id, features, businessProfile, defaultReturnUrl } = configuration;
  const update = subscriptionUpdateOf(features.subscriptionUpdate, products);
  const customer = customerUpdateOf(features.customerUpdate);
  const profile = {
    headline: businessProfile.headline ?? '',
    privacy_policy_url: webAddress(businessProfile.privacyUrl ?? branding.privacyUrl),
    terms_of_service_url: webAddress(businessProfile.termsUrl ?? branding.termsUrl),
  };
  return {
    params: {
      name: `Billfold: ${id}`,
      business_profile: profile,
      default_return_url: defaultReturnUrl ?? '',
      // An address by which anybody could ask to be let in is nothing that ours has.
      login_page: { enabled: false },
      features: {
        invoice_history: { enabled: features.invoiceHistory.enabled },
        payment_method_update: { enabled: features.paymentMethodUpdate.enabled },
        customer_update: customer.params,
        subscription_update: update.params,
        subscription_cancel: subscriptionCancelOf(features.subscriptionCancel),
        subscription_pause: subscriptionPauseOf(features.subscriptionPause),
      },
    },
    leftOut: [...customer.leftOut, ...update.leftOut, ...cancelLeftOut(features.subscriptionCancel)],
  };
}

/** Stripe takes web addresses only. */
const webAddress = (link: string | null) => (link?.startsWith('https://') ? link : '');

type Params = Stripe.BillingPortal.ConfigurationCreateParams.Features;

function customerUpdateOf({ enabled, allowedUpdates }: PortalFeatures['customerUpdate']) {
  const allowed = enabled ? allowedUpdates : [];
  const known = (['name', 'address', 'phone', 'tax_id'] as const).filter((one) => allowed.includes(one));
  const leftOut = [
    ...(allowed.includes('email')
      ? [
          'customerUpdate email: there it is the address by which the customer is known, and is not to be changed',
        ]
      : []),
    ...(allowed.includes('purchase_order')
      ? ['customerUpdate purchase_order: there is no field for it']
      : []),
  ];
  const params: NonNullable<Params['customer_update']> = {
    enabled: known.length > 0,
    allowed_updates: known.length > 0 ? known : '',
  };
  return { params, leftOut };
}

function subscriptionCancelOf(cancel: PortalFeatures['subscriptionCancel']): Params['subscription_cancel'] {
  const { enabled, mode, prorationBehavior, reasons, flow } = cancel;
  // `strict` asks nothing of somebody who cancels.
  const asks = enabled && reasons.enabled && flow !== 'strict' && reasons.options.length > 0;
  return {
    enabled,
    mode,
    proration_behavior: mode === 'immediately' ? prorationBehavior : 'none',
    cancellation_reason: { enabled: asks, options: asks ? reasons.options : '' },
  };
}

function cancelLeftOut({ enabled, flow, retention }: PortalFeatures['subscriptionCancel']): string[] {
  if (!enabled) return [];
  return [
    ...(flow === 'guided' ? ['subscriptionCancel flow guided: Stripe decides what is on which screen'] : []),
    ...(retention.offerCoupon !== null && flow !== 'strict'
      ? [
          'subscriptionCancel retention: only in sessions with the flow subscription_cancel, which are given the coupon',
        ]
      : []),
  ];
}

function subscriptionPauseOf({
  enabled,
  maxMonths,
}: PortalFeatures['subscriptionPause']): Params['subscription_pause'] {
  const months = Array.from({ length: maxMonths }, (_, index) => index + 1);
  return {
    enabled,
    duration: {
      type: 'interval_options',
      interval_options: months.map((count) => ({ interval: 'month', interval_count: count })),
    },
  };
}
