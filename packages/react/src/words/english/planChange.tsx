import type { ReactNode } from 'react';
import { plural } from '../plural.js';
import { recurrence } from './recurrence.js';

const seats = (count: number) => plural('en', count, { one: '# seat', other: '# seats' });

/** What a change of plan costs and does, and what became of it. */
export const planChange = {
  title: 'What this change costs',
  pricing: 'Working out what it costs…',
  previewFailed: 'What this costs could not be worked out.',
  effectiveLater: (date: ReactNode, plan: string): ReactNode => (
    <>
      Takes effect on {date}. Until then you keep {plan}.
    </>
  ),
  dueNow: 'Due today',
  /** Read out when it is known. */
  dueNowIs: (amount: ReactNode): ReactNode => <>Due today: {amount}</>,
  /** Where what a change costs is settled on the next invoice. */
  onNextInvoice: 'On your next invoice',
  onNextInvoiceIs: (amount: ReactNode): ReactNode => <>On your next invoice: {amount}</>,
  afterwards: (amount: ReactNode, interval: string, count: number, date: ReactNode): ReactNode => (
    <>
      Then {amount} {recurrence(interval, count)}, from {date}.
    </>
  ),
  /** Where the next invoice is not like those after it. */
  nextThen: (
    next: ReactNode,
    date: ReactNode,
    amount: ReactNode,
    interval: string,
    count: number,
  ): ReactNode => (
    <>
      Next invoice: {next} on {date}. Then {amount} {recurrence(interval, count)}.
    </>
  ),
  charged: (method: string) => `Charged to ${method}.`,
  paidWith: (method: string) => `Paid with ${method}.`,
  trialContinues: (date: ReactNode): ReactNode => <>Your trial goes on until {date}.</>,
  gained: 'You get',
  lost: 'You lose',

  consent: (now: ReactNode, amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      Charge me {now} now, and {amount} {recurrence(interval, count)} until I cancel.
    </>
  ),
  /** Where nothing is due now. */
  consentLater: (amount: ReactNode, interval: string, count: number): ReactNode => (
    <>
      Charge me {amount} {recurrence(interval, count)} until I cancel.
    </>
  ),
  consentMissing: 'Tick this box to agree.',

  pay: (amount: ReactNode): ReactNode => <>Pay {amount} and switch</>,
  paySeats: (amount: ReactNode): ReactNode => <>Pay {amount} and update seats</>,
  switchTo: (plan: string) => `Switch to ${plan}`,
  switchInterval: (billed: string) => `Switch to ${billed.toLowerCase()} billing`,
  updateSeats: (count: number) => `Change to ${seats(count)}`,
  applyCode: (code: string) => `Use code ${code}`,
  schedule: (date: ReactNode): ReactNode => <>Schedule change for {date}</>,
  keep: (plan: string) => `Keep ${plan}`,
  offline: 'You are offline. Nothing can be changed or charged now.',

  declined: 'The payment did not go through. Nothing was changed.',
  useAnother: 'Use another payment method',
  addMethod: 'Add a payment method',
  addMethodAdvice: 'Add a payment method to your account, then come back to this page.',
  dueChanged: (before: ReactNode, after: ReactNode): ReactNode => (
    <>
      Due today was {before}, and is {after} now.
    </>
  ),
  termsChanged: 'Your plan or its price was changed in the meantime.',
  confirmAgain: 'Nothing was changed. Look at it once more, and confirm if you agree.',
  changeFailed: 'The plan was not changed.',
  /** After a failure of which nobody knows whether the request arrived. */
  unknownOutcome: 'We can’t tell yet whether it worked. Trying again is safe: nothing is charged twice.',

  bank: 'Confirm the payment with your bank',
  bankAdvice: 'Your plan changes as soon as it is confirmed.',
  bankOpen: (amount: ReactNode, plan: string): ReactNode => (
    <>
      {plan} waits for your bank: confirm the payment of {amount}.
    </>
  ),
  bankContinue: 'Confirm with your bank',
  settling: (plan: string) => `Your payment is under way. You get ${plan} as soon as it has gone through.`,
  settlingAdvice: 'There is nothing more to do, and no need to pay again.',
  /** Read out when a change was put off until the period ends. */
  scheduled: 'The change is planned.',
  changed: (plan: string) => `You are on ${plan} now.`,
};
