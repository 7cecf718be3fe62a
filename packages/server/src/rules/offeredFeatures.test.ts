import { expect, test } from 'vitest';
import * as v from 'valibot';
import { PortalFeatures } from '@billfold/contract';
import { providerCapabilities } from '../provider/Provider.js';
import { offeredFeatures } from './offeredFeatures.js';

const features = v.parse(PortalFeatures, {
  subscriptionPause: { enabled: true },
  subscriptionCancel: { retention: { offerCoupon: 'save20' } },
});

test('[S88] what a provider lacks is not offered', () => {
  expect(offeredFeatures(features, {})).toBe(features);
  expect(offeredFeatures(features, { lacks: new Set() })).toBe(features);
  const left = offeredFeatures(features, { lacks: new Set(providerCapabilities) });
  expect(left.subscriptionPause.enabled).toBe(false);
  expect(left.subscriptionUpdate.allow).not.toContain('promotion_code');
  expect(left.subscriptionUpdate.scheduleAtPeriodEnd).toEqual([]);
  expect(left.subscriptionCancel.retention.offerCoupon).toBeNull();
});
