import type { ReactNode } from 'react';
import { recurrence } from './recurrence.js';

/** What a pause means. Said wherever one can be chosen, and so in a file of its own. */
export const pauseTerms = {
  keepsUntil: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} stays active until {date}, because it is paid until then.
    </>
  ),
  freezes: 'During the pause you can not use it, and nothing is charged.',
  restarts: (date: ReactNode, price: ReactNode): ReactNode => (
    <>
      On {date} it goes on by itself, and you are charged {price}.
    </>
  ),
  /** Where the length has not been chosen yet. */
  restartsThen: (price: ReactNode): ReactNode => (
    <>On the day that you choose it goes on by itself, and you are charged {price}.</>
  ),
  endsEarly: 'You can end the pause whenever you like.',
  price: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      {amount} {recurrence(interval, count)}
    </>
  ),
  plusTax: (price: ReactNode): ReactNode => <>{price} plus tax</>,
  taxIncluded: (price: ReactNode): ReactNode => <>{price}, tax included</>,
  /** A discount may be over by then: what is charged can be less, never more. */
  beforeDiscounts: (price: ReactNode): ReactNode => <>{price}, before discounts</>,
};
