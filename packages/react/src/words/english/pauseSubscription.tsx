import type { ReactNode } from 'react';
import { plural } from '../plural.js';
import { pauseTerms } from './pauseTerms.js';
import { pauseSubscriptionFrame } from './sectionFrames.js';

export const pauseSubscription = {
  ...pauseSubscriptionFrame,
  ...pauseTerms,
  choose: 'Which plan?',
  choice: (plan: string, quantity: number) => (quantity > 1 ? `${plan}, ${quantity} seats` : plan),
  howLong: 'For how long?',
  months: (count: number) => plural('en', count, { one: '# month', other: '# months' }),
  /** Beside the length of a pause: when it is over. */
  until: (date: ReactNode): ReactNode => <>until {date}</>,
  pause: 'Pause plan',

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
