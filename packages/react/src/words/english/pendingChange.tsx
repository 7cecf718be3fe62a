import type { ReactNode } from 'react';
import { plural } from '../plural.js';
import { recurrence } from './recurrence.js';

export const pendingChange = {
  title: (plan: string, date: ReactNode): ReactNode => (
    <>
      You switch to {plan} on {date}
    </>
  ),
  /** The plan stays; seats or the interval change. */
  titleSamePlan: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} changes on {date}
    </>
  ),
  price: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      {amount} {recurrence(interval, count)}
    </>
  ),
  forSeats: (price: ReactNode, count: number): ReactNode => (
    <>
      {price} for {plural('en', count, { one: '# seat', other: '# seats' })}
    </>
  ),
  plusTax: (price: ReactNode): ReactNode => <>{price} plus tax</>,
  taxIncluded: (price: ReactNode): ReactNode => <>{price}, tax included</>,
  beforeDiscounts: (price: ReactNode): ReactNode => <>{price}, before discounts</>,
  /** What it costs then, and that nothing changes until then. */
  until: (plan: string, then: ReactNode): ReactNode => (
    <>
      From then on it costs {then}. Until then you keep {plan} as it is.
    </>
  ),
  undo: 'Undo',
  /** The whole name of the button. It begins with what is written on it. */
  undoOf: (plan: string) => `Undo the change of ${plan}`,
  undone: (plan: string) => `Undone. ${plan} stays as it is.`,
  notUndone: 'The change could not be undone.',
};
