import type { ReactNode } from 'react';
import { plural } from '../plural.js';
import { recurrence } from './recurrence.js';
import { planSwitcherFrame } from './sectionFrames.js';

const seats = (count: number) => plural('en', count, { one: '# seat', other: '# seats' });

const intervals = new Map([
  ['1 day', 'Daily'],
  ['1 week', 'Weekly'],
  ['1 month', 'Monthly'],
  ['3 month', 'Quarterly'],
  ['6 month', 'Half-yearly'],
  ['1 year', 'Yearly'],
]);

/** `Monthly`; what has no name of its own, by its length: `Every 2 years`. */
const billed = (interval: string, count: number) => {
  const every = recurrence(interval, count);
  return intervals.get(`${count} ${interval}`) ?? every.charAt(0).toUpperCase() + every.slice(1);
};

export const planSwitcher = {
  ...planSwitcherFrame,
  empty: 'There is no plan to change.',
  emptyAdvice: 'You are not paying for a plan.',
  readOnly: 'Plans can’t be changed here.',
  /** Names the choice of a subscription, where a customer has several. */
  subscription: 'Subscription',
  /** One of several subscriptions: `Team, 6 seats`. */
  subscriptionOf: (plan: string, count: number) => (count > 1 ? `${plan}, ${seats(count)}` : plan),
  /** Names the rows. */
  plans: 'Plan',
  /** Names the choice of monthly or yearly. */
  intervals: 'Billing period',
  billed,
  /** What a longer period saves. */
  freeIntervals: (count: number, interval: string) =>
    plural('en', count, { one: `# ${interval} free`, other: `# ${interval}s free` }),
  save: (percent: string) => `Save ${percent}`,
  saveUpTo: (percent: string) => `Save up to ${percent}`,

  price: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      <b>{amount}</b> <small>{recurrence(interval, count)}</small>
    </>
  ),
  seatPrice: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      <b>{amount}</b> <small>per seat {recurrence(interval, count)}</small>
    </>
  ),
  /** Of a price that goes by steps; the first step's. */
  seatPriceFrom: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      <small>from</small> <b>{amount}</b> <small>per seat {recurrence(interval, count)}</small>
    </>
  ),
  /** One step of such a price. `to` is null for the last one, `flat` where the step itself costs nothing. */
  tier: (from: number, to: number | null, amount: ReactNode, flat: ReactNode | null): ReactNode => (
    <>
      {to === null ? `From seat ${from}` : `Seats ${from} to ${to}`}: {amount} each
      {flat === null ? null : <>, plus {flat}</>}
    </>
  ),
  current: 'Current',
  /** Of the plan that one has, where another period is chosen. */
  currentOtherwise: (interval: string, count: number) =>
    `You have this plan, billed ${billed(interval, count).toLowerCase()}.`,
  noLongerOffered: 'No longer offered. You can keep it.',

  seats: 'Seats',
  fewerSeats: 'Remove one seat',
  moreSeats: 'Add one seat',
  /** `max` is null where there is none that matters. */
  seatLimits: (min: number, max: number | null) =>
    max === null ? `At least ${seats(min)}.` : `From ${min} to ${seats(max)}.`,

  promotion: 'Add a promotion code',
  promotionCode: 'Promotion code',
  applyPromotion: 'Apply',
  removePromotion: 'Remove code',
  promotionApplied: (code: string) => `Code ${code} is applied.`,

  choose: 'Choose a plan to see what it costs. Nothing is changed before you confirm.',
};
