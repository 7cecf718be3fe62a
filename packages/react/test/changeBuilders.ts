import type { CancellationPreview, Discount, OverdueInvoice, RetentionOffer } from '@billfold/contract';
import { makePrice, money } from './builders.js';

const END = '2026-12-14T00:00:00.000Z';

/** What canceling the Team plan does: it stays until 14 December; say what differs. */
export const makeCancellationPreview = (differs: Partial<CancellationPreview> = {}): CancellationPreview => ({
  subscription: 'sub_1',
  subscriptionVersion: 1,
  mode: 'at_period_end',
  effectiveAt: END,
  stopsCollection: false,
  credit: money(0),
  dueAtEnd: money(0),
  outstanding: money(0),
  dropsPendingChange: false,
  lostFeatures: ['10 projects', 'Priority support'],
  retentionOffer: null,
  ...differs,
});

/** 20% off for three months, which makes the next invoice $38.40; say what differs. */
export const makeRetentionOffer = (differs: Partial<RetentionOffer['coupon']> = {}): RetentionOffer => ({
  coupon: {
    id: 'stay20',
    name: 'Stay',
    percentOff: '20',
    amountOff: null,
    duration: 'repeating',
    durationInMonths: 3,
    ...differs,
  },
  nextInvoice: { issuedAt: END, total: money(3840) },
});

/** $48.00 that a Visa card was declined for, tried again on 17 November; say what differs. */
export const makeOverdueInvoice = (differs: Partial<OverdueInvoice> = {}): OverdueInvoice => ({
  id: 'in_1',
  amountRemaining: money(4800),
  failure: 'insufficient_funds',
  method: { type: 'card', brand: 'visa', last4: '4242' },
  attemptedAt: '2026-11-14T00:01:00.000Z',
  nextAttemptAt: '2026-11-17T00:01:00.000Z',
  ...differs,
});

/** A change to the Business plan on 14 December. */
export const makePendingChange = () => ({
  product: { id: 'prod_2', name: 'Business' },
  price: makePrice({ id: 'price_2', product: 'prod_2' }),
  quantity: 1,
  amount: money(9600),
  effectiveAt: END,
});

/** Pauses of one, two and three months. */
export const pauseOptions = [
  { months: 1, resumesAt: '2027-01-14T00:00:00.000Z' },
  { months: 2, resumesAt: '2027-02-14T00:00:00.000Z' },
  { months: 3, resumesAt: '2027-03-14T00:00:00.000Z' },
];

/** 20% off for three months, which has been taken; ends on 14 February. */
export const makeDiscount = (): Discount => ({
  coupon: makeRetentionOffer().coupon,
  promotionCode: null,
  endsAt: '2027-02-14T00:00:00.000Z',
});
