import type { ReactNode } from 'react';
import { cancelSubscriptionFrame } from './sectionFrames.js';

export const cancelSubscription = {
  ...cancelSubscriptionFrame,
  advice: 'You see what happens, and when, before anything changes.',
  open: 'Cancel plan',
  choose: 'Which plan?',
  choice: (plan: string, quantity: number) => (quantity > 1 ? `${plan}, ${quantity} seats` : plan),
  /** Asks, above what would happen. */
  question: (plan: string) => `Cancel ${plan}?`,

  checking: 'Finding out what would happen…',
  previewFailed: 'What would happen could not be found out.',
  staysUntil: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} stays active until {date}. You will not be charged again.
    </>
  ),
  trialStaysUntil: (plan: string, date: ReactNode): ReactNode => (
    <>
      Your trial of {plan} lasts until {date}. You will not be charged.
    </>
  ),
  endsNow: (plan: string) => `${plan} ends now. You will not be charged again.`,
  endsNowUncollected: (plan: string) =>
    `${plan} ends now. The payment that did not go through is not tried again.`,
  credit: (amount: ReactNode): ReactNode => (
    <>The time that you have paid for and not used is given back: {amount} as credit.</>
  ),
  noCredit: 'The time that you have paid for and not used is not given back.',
  outstanding: (amount: ReactNode): ReactNode => <>{amount} stays owed. It is not charged by itself.</>,
  dropsChange: (plan: string, date: ReactNode): ReactNode => (
    <>
      Your change to {plan} on {date} does not take place.
    </>
  ),
  lost: 'What goes with it',

  reasons: 'Why do you cancel? (optional)',
  comment: 'Anything else? (optional)',

  offer: 'Or keep it for less',
  offerNext: (amount: ReactNode, date: ReactNode): ReactNode => (
    <>
      Your next invoice is then {amount}, on {date}.
    </>
  ),
  accept: 'Keep plan at this price',
  pauseOffer: 'Or pause it',
  pauseUntil: (date: ReactNode): ReactNode => <>Pause until {date}</>,
  changeOffer: 'Or pay less',
  changePlan: 'See other plans',

  keep: 'Keep plan',
  cancel: 'Cancel plan',
  next: 'Continue',
  back: 'Back',
  step: (step: number, of: number) => `Step ${step} of ${of}`,
  stepReason: 'Your reason',
  stepOffer: 'Something else instead',
  stepConfirm: 'What happens',

  /** The labels and fields that the law asks for where it does; a locale for such a place says its exact words. */
  strictOpen: 'Cancel contracts here',
  strictCancel: 'Cancel now',
  strictName: 'Name',
  strictEmail: 'E-mail',
  strictContract: 'Contract',
  strictNumber: 'Contract number',
  strictKind: 'Kind of cancellation',
  strictOrdinary: 'Ordinary cancellation',
  strictEnd: 'Ends on',
  strictReceived: (moment: ReactNode): ReactNode => <>Your cancellation was received on {moment}.</>,

  canceling: 'Canceling…',
  notCanceled: 'Your plan was not canceled.',
  notKept: 'Your plan could not be kept.',
  canceled: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} ends on {date}. You will not be charged again.
    </>
  ),
  canceledNow: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} ended on {date}.
    </>
  ),
  /** Takes the end back, as long as it has not come. */
  undo: 'Keep plan',
  kept: (plan: string) => `${plan} goes on.`,
  accepted: (plan: string) => `${plan} goes on, at the lower price.`,
  paused: (plan: string, from: ReactNode, until: ReactNode): ReactNode => (
    <>
      {plan} pauses from {from} until {until}.
    </>
  ),
};
