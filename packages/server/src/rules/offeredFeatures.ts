import type { PortalFeatures } from '@billfold/contract';
import type { Provider, ProviderCapability } from '../provider/Provider.js';

/** What the configuration switches on, without what the provider can not do: a control for it would be dead. */
export function offeredFeatures(
  features: PortalFeatures,
  { lacks }: Pick<Provider, 'lacks'>,
): PortalFeatures {
  if (!lacks || lacks.size === 0) return features;
  const has = (capability: ProviderCapability) => !lacks.has(capability);
  const { subscriptionUpdate, subscriptionCancel, subscriptionPause } = features;
  return {
    ...features,
    subscriptionUpdate: {
      ...subscriptionUpdate,
      allow: subscriptionUpdate.allow.filter((kind) => kind !== 'promotion_code' || has('promotion_code')),
      scheduleAtPeriodEnd: has('scheduled_change') ? subscriptionUpdate.scheduleAtPeriodEnd : [],
    },
    subscriptionCancel: has('discount')
      ? subscriptionCancel
      : { ...subscriptionCancel, retention: { ...subscriptionCancel.retention, offerCoupon: null } },
    subscriptionPause: { ...subscriptionPause, enabled: subscriptionPause.enabled && has('pause') },
  };
}
