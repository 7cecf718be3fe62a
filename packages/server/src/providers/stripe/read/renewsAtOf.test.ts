import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { aCard, aCustomer, aSubscription, DAY, noon } from '../../../../test/stripeObjects.js';
import { renewsAtOf } from './renewsAtOf.js';

/** When a trial is charged, whose merchant wants this of those who have nothing on file. */
const renewsAt = (
  missing_payment_method: Stripe.Subscription.TrialSettings.EndBehavior.MissingPaymentMethod,
  fields: Partial<Stripe.Subscription> = {},
  customer = aCustomer(),
) => {
  const end_behavior = { missing_payment_method } as Stripe.Subscription.TrialSettings.EndBehavior;
  const trial = aSubscription({ status: 'trialing', trial_settings: { end_behavior }, ...fields });
  return renewsAtOf(trial, { customer, status: 'trialing', pause: null, cancelAt: null });
};
const end = noon + 20 * DAY;

test('[X331] a trial that ends or pauses without anything to charge does not renew', () => {
  expect(renewsAt('cancel')).toBeNull();
  expect(renewsAt('pause')).toBeNull();
  expect(renewsAt('create_invoice')).toBe(end);
  expect(renewsAt('of_tomorrow')).toBe(end);
});

test('[X331] it does with something on file, its own or the customer’s, and where invoices are sent by mail', () => {
  const card = aCard('pm_1', '4242');
  const { invoice_settings } = aCustomer();
  const customer = aCustomer({ invoice_settings: { ...invoice_settings, default_payment_method: card } });
  expect(renewsAt('cancel', { default_payment_method: card })).toBe(end);
  expect(renewsAt('cancel', {}, customer)).toBe(end);
  expect(renewsAt('cancel', { collection_method: 'send_invoice' })).toBe(end);
  expect(renewsAt('cancel', { status: 'active' })).toBe(end);
});
