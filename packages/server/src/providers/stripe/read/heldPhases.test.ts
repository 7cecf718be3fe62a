import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { heldIn, toHeldMetadata, withoutHeld, type HeldPhases } from './heldPhases.js';

const held = (description: string): HeldPhases => ({
  phases: [{ start_date: 1, end_date: 2, items: [{ price: 'price_1' }], description }],
  endBehavior: 'release',
  method: null,
  canceledAt: 3,
  until: 4,
});
const scheduleWith = (metadata: Stripe.Metadata) =>
  ({
    status: 'active',
    end_behavior: 'cancel',
    metadata,
    phases: [{ start_date: 1 }],
  }) as Stripe.SubscriptionSchedule;

test('[X362] what is held comes back letter by letter, in values that nobody can cut or count otherwise', () => {
  for (const description of ['', ' a  b ', 'três 三 🎉', '"\\" \\u0020', '🎉 '.repeat(900)]) {
    const metadata = toHeldMetadata(held(description), {})!;
    for (const value of Object.values(metadata)) expect(value).toMatch(/^[!-~]{1,500}$/);
    expect(heldIn(scheduleWith(metadata))).toEqual(held(description));
  }
});

test('[X362] what was held before is not mixed with it, and what is the merchant’s stays', () => {
  const long = { contract: 'seven', ...toHeldMetadata(held('x'.repeat(3_000)), {}) };
  const sent = toHeldMetadata(held('short'), long)!;
  const stored = Object.fromEntries(Object.entries({ ...long, ...sent }).filter(([, value]) => value !== ''));
  expect(heldIn(scheduleWith(stored))).toEqual(held('short'));
  expect(stored.contract).toBe('seven');
  expect(Object.keys(withoutHeld(stored))).not.toContain('contract');
});

test('[X362] what somebody has changed by hand, or does not end any more, is nothing that is held', () => {
  const metadata = toHeldMetadata(held('x'), {})!;
  const [key = ''] = Object.keys(metadata);
  for (const value of ['{', 'null', '3', '{}']) {
    expect(heldIn(scheduleWith({ ...metadata, [key]: value }))).toBeNull();
  }
  expect(heldIn(scheduleWith({}))).toBeNull();
  expect(heldIn({ ...scheduleWith(metadata), end_behavior: 'release' })).toBeNull();
  expect(heldIn({ ...scheduleWith(metadata), status: 'released' })).toBeNull();
});

test('[X362] what there is no room for beside what is the merchant’s is not held', () => {
  const before = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`note${index}`, 'x']));
  expect(toHeldMetadata(held('x'), before)).not.toBeNull();
  expect(toHeldMetadata(held('x'), { ...before, another: 'x' })).toBeNull();
  expect(toHeldMetadata(held('x'.repeat(600)), before)).toBeNull();
});
