import type { Anchor } from './anchors.js';

/** Everything the page itself says, in English. What its sections say belongs to the kit. */
export const words = {
  title: 'Billing',
  titleOf: (displayName: string) => `Billing · ${displayName}`,
  testMode: 'Test mode',
  testModeMeaning: 'No real money moves.',
  returnTo: (displayName: string) => `Return to ${displayName}`,
  links: 'Help and terms',
  support: 'Support',
  privacy: 'Privacy',
  terms: 'Terms',
  opening: 'Opening your billing',
  onThisPage: 'On this page',
  sections: {
    plan: 'Plan',
    change: 'Change plan',
    upcoming: 'Next invoice',
    payment: 'Payment methods',
    invoices: 'Invoices',
    details: 'Billing details',
    pause: 'Pause',
    cancel: 'Cancel',
  } satisfies Record<Anchor, string>,
  waiting: {
    title: 'Open your billing',
    text: 'This link works once. Continue when you are ready to see your plan and your invoices.',
    action: 'Continue',
  },
  ended: {
    title: 'This session has ended',
    text: 'For your safety, a billing link works once and for a limited time.',
    wayBack: 'Go back to the app you came from and open your billing there again.',
  },
  unreachable: {
    title: 'Your billing could not be opened',
    text: 'The server did not answer as it should. Check your connection, then try again.',
    action: 'Try again',
  },
  brokenSection: {
    text: 'This part of the page could not be shown. The rest works as usual.',
    action: 'Try again',
  },
};
