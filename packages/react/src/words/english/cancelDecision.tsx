import type { ReactNode } from 'react';

/** What is said while somebody decides: what happens, what may be had instead, and why. */
export const cancelDecision = {
  checking: 'Finding out what would happen…',
  previewFailed: 'What would happen could not be found out.',
  staysUntil: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} stays active until {date}. You will not be charged again.
    </>
  ),
  staysUntilCharged: (plan: string, date: ReactNode, amount: ReactNode): ReactNode => (
    <>
      {plan} stays active until {date}. {amount} is charged then for what was not invoiced yet. After that you
      will not be charged again.
    </>
  ),
  trialStaysUntil: (plan: string, date: ReactNode): ReactNode => (
    <>
      Your trial of {plan} lasts until {date}. You will not be charged.
    </>
  ),
  endsNow: (plan: string) => `${plan} ends now. You will not be charged again.`,
  endsNowCharged: (plan: string, amount: ReactNode): ReactNode => (
    <>
      {plan} ends now. {amount} is charged for what was not invoiced yet, less the time that you have paid for
      and not used. After that you will not be charged again.
    </>
  ),
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
  /** The labels that the law asks for where it does, as `strictOpen` is. */
  strictCancel: 'Cancel now',
  strictName: 'Name',
  strictEmail: 'E-mail',
  strictContract: 'Contract',
  strictNumber: 'Contract number',
  strictKind: 'Kind of cancellation',
  strictOrdinary: 'Ordinary cancellation',
  strictEnd: 'Ends on',
  strictCharge: 'Charged with the end',
  notCanceled: 'Your plan was not canceled.',
  notAccepted: 'The lower price was not applied.',
  notPaused: 'Your plan was not paused.',
};
