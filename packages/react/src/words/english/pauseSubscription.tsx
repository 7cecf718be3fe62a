import type { ReactNode } from 'react';
import { plural } from '../plural.js';
import { recurrence } from './recurrence.js';
import { pauseSubscriptionFrame } from './sectionFrames.js';

export const pauseSubscription = {
  ...pauseSubscriptionFrame,
  choose: 'Which plan?',
  choice: (plan: string, quantity: number) => (quantity > 1 ? `${plan}, ${quantity} seats` : plan),
  howLong: 'For how long?',
  months: (count: number) => plural('en', count, { one: '# month', other: '# months' }),
  /** Beside the length of a pause: when it is over. */
  until: (date: ReactNode): ReactNode => <>until {date}</>,
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
  pause: 'Pause plan',
  endsEarly: 'You can end the pause whenever you like.',
  price: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      {amount} {recurrence(interval, count)}
    </>
  ),

  scheduled: (plan: string, from: ReactNode, until: ReactNode): ReactNode => (
    <>
      {plan} pauses from {from} until {until}.
    </>
  ),
  paused: (plan: string, until: ReactNode): ReactNode => (
    <>
      {plan} is paused until {until}. Nothing is charged until then.
    </>
  ),
  /** Takes back a pause that has not begun: nothing is charged. */
  keep: 'Do not pause',
  resume: 'Resume now',
  resumeAndPay: (amount: ReactNode): ReactNode => <>Pay {amount} and resume</>,
  resumeAdvice: (amount: ReactNode): ReactNode => (
    <>A new period begins when you resume. You are charged {amount} for it at once.</>
  ),
  resumeAdviceUnpriced: 'A new period begins when you resume. You are charged for it at once.',
  authenticating: 'Confirm the payment with your bank.',
  settling: 'Waiting for your bank…',
  notPaused: 'Your plan was not paused.',
  notResumed: 'Your plan was not resumed.',
  kept: (plan: string) => `${plan} does not pause.`,
  resumed: (plan: string) => `${plan} is active again.`,
};
