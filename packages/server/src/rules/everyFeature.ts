import { customerUpdates, planChanges, type PortalFeatures } from '@billfold/contract';

/** Everything switched on, done as the configuration says: what the merchant's own backend may do. */
export function everyFeature(features: PortalFeatures): PortalFeatures {
  return {
    invoiceHistory: { enabled: true },
    paymentMethodUpdate: { enabled: true },
    customerUpdate: { enabled: true, allowedUpdates: [...customerUpdates] },
    subscriptionUpdate: {
      ...features.subscriptionUpdate,
      enabled: true,
      products: null,
      allow: [...planChanges],
    },
    subscriptionCancel: { ...features.subscriptionCancel, enabled: true },
    subscriptionPause: { ...features.subscriptionPause, enabled: true },
  };
}
