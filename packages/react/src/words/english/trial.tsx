import type { ReactNode } from 'react';
import { plural } from '../plural.js';

export const trial = {
  title: (plan: string, moment: ReactNode): ReactNode => (
    <>
      Your {plan} trial ends on {moment}
    </>
  ),
  /** Stands beside the date, never alone. */
  daysLeft: (days: number) => plural('en', days, { one: '# day left.', other: '# days left.' }),
  lastDay: 'Less than a day left.',
  charged: (amount: ReactNode, date: ReactNode, method: string): ReactNode => (
    <>
      You are then charged {amount} on {date}, to {method}.
    </>
  ),
  chargedUnpriced: (method: string) => `You are then charged, to ${method}.`,
  free: (method: string) => `Nothing is charged to ${method} then.`,
  noMethod: (plan: string) => `Add a payment method to keep ${plan}.`,
  endsForGood: 'You will not be charged.',
  addPaymentMethod: 'Add a payment method',
};
