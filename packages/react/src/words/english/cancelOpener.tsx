import type { ReactNode } from 'react';

/** What is said around a cancellation: before it is begun, and after it is done. */
export const cancelOpener = {
  advice: 'You see what happens, and when, before anything changes.',
  open: 'Cancel plan',
  choose: 'Which plan?',
  choice: (plan: string, quantity: number) => (quantity > 1 ? `${plan}, ${quantity} seats` : plan),
  /** Asks, above what would happen. */
  question: (plan: string) => `Cancel ${plan}?`,
  /** Where what asks could not be fetched. */
  notOpened: 'What you need to cancel could not be loaded.',
  /** The label that the law asks for where it does; a locale for such a place says its exact words. */
  strictOpen: 'Cancel contracts here',
  strictReceived: (moment: ReactNode): ReactNode => <>Your cancellation was received on {moment}.</>,
  canceling: 'Canceling…',
  notKept: 'Your plan could not be kept.',
  canceled: (plan: string, date: ReactNode): ReactNode => (
    <>
      {plan} ends on {date}. It is not renewed.
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
