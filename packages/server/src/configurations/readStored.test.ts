import { PortalFeatures, StepUp } from '@billfold/contract';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readStored } from './readStored.js';

test('[S275] what an older version stored is filled in', () => {
  expect(readStored(PortalFeatures, { subscriptionPause: { enabled: true } })).toEqual(
    v.parse(PortalFeatures, { subscriptionPause: { enabled: true } }),
  );
});

test('[S275] what a newer version stored is left out, and the rest stands', () => {
  const stored = {
    subscriptionCancel: { enabled: false, cooldownDays: 7 },
    subscriptionUpdate: {
      allow: ['upgrade', 'teleport', 'downgrade', 'fly'],
      products: ['prod_a', 'prod_b'],
    },
    giftCards: { enabled: true },
  };
  const { subscriptionCancel, subscriptionUpdate } = readStored(PortalFeatures, stored);
  expect(subscriptionCancel.enabled).toBe(false);
  expect(subscriptionUpdate.allow).toEqual(['upgrade', 'downgrade']);
  expect(subscriptionUpdate.products?.map(({ product }) => product)).toEqual(['prod_a', 'prod_b']);
  expect(readStored(StepUp, { actions: ['gift', 'cancel'], url: null })).toEqual({
    actions: ['cancel'],
    url: null,
  });
  expect(stored.subscriptionUpdate.allow).toHaveLength(4);
});
