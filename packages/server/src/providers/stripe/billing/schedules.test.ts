import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { toPhaseParams } from './schedules.js';

test('[X366] what is charged once with a phase is sent again with its time, and with whether discounts are taken off it', () => {
  const fee = {
    discountable: false,
    discounts: [],
    metadata: {},
    period: { start: { type: 'phase_start' }, end: { type: 'timestamp', timestamp: 1_780_000_000 } },
    price: 'price_setup',
    quantity: 1,
  };
  const phase = {
    add_invoice_items: [fee, { ...fee, discountable: null }],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: 'eur',
    default_payment_method: null,
    description: null,
    discounts: [],
    end_date: 1_780_000_000,
    invoice_settings: null,
    items: [],
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'none',
    start_date: 1_770_000_000,
    transfer_data: null,
    trial_end: null,
  } as Stripe.SubscriptionSchedule.Phase;
  const { price, quantity, period } = fee;
  expect(toPhaseParams(phase).add_invoice_items).toEqual([
    { price, quantity, period, discountable: false },
    { price, quantity, period },
  ]);
});
