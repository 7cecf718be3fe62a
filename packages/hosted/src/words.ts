import type { FlowType } from '@billfold/contract';
import type { Anchor } from './anchors.js';
import type { FlowOutcome } from './FlowSection.js';

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
    overview: 'Overview',
    plan: 'Plan',
    change: 'Change plan',
    upcoming: 'Next invoice',
    payment: 'Payment methods',
    invoices: 'Invoices',
    details: 'Billing details',
    activity: 'Activity',
    pause: 'Pause',
    cancel: 'Cancel',
  } satisfies Record<Anchor, string>,
  invoice: 'Invoice',
  picker: {
    label: 'Plan that the sections below are about',
    each: 'Ask me in each section',
    /** Tells one from another that is called the same. */
    name: ({
      plan,
      quantity,
      price,
      since,
    }: Record<'plan' | 'price' | 'since', string> & { quantity: number }) =>
      [quantity > 1 ? `${plan}, ${quantity} seats` : plan, price, `since ${since}`].join(' · '),
    price: (amount: string, interval: string, count: number) =>
      count === 1 ? `${amount} a ${interval}` : `${amount} every ${count} ${interval}s`,
  },
  signOut: {
    action: 'Sign out',
    failed: 'You are still signed in: the server did not answer. Try again.',
  },
  flows: {
    payment_method_update: {
      title: 'Update your payment method',
      done: 'Your new payment method is on file',
      stayed: 'Nothing was changed',
      gone: 'Your payment method can’t be updated here any more',
    },
    subscription_update: {
      title: 'Change your plan',
      done: 'Your plan change is confirmed',
      stayed: 'Nothing was changed',
      gone: 'This plan can’t be changed any more',
    },
    subscription_update_confirm: {
      title: 'Confirm your new plan',
      done: 'Your plan change is confirmed',
      stayed: 'Nothing was changed',
      gone: 'There is nothing left to confirm',
    },
    subscription_cancel: {
      title: 'Cancel your plan',
      done: 'Your plan is canceled',
      stayed: 'Your plan is not canceled',
      gone: 'This plan is already canceled, or can’t be canceled here',
    },
    invoice_pay: {
      title: 'Pay your invoice',
      done: 'Your invoice is paid',
      stayed: 'Nothing was changed',
      gone: 'There is nothing left to pay on this invoice',
    },
  } satisfies Record<FlowType, Record<'title' | 'gone' | FlowOutcome, string>>,
  flowEnd: {
    text: 'There is nothing else to do. You can close this page.',
    leaving: (displayName: string) => `You are being taken back to ${displayName}.`,
    goneText: 'Your billing shows how things are now.',
    portal: 'See your billing',
  },
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
  signedOut: {
    title: 'You have signed out',
    text: 'Nobody can open your billing on this device with the link that you have used.',
  },
  lapsed: {
    title: 'Your session has ended',
    kept: 'What you entered is still here, but it can’t be sent from this page right now.',
    wayBack: (displayName: string) =>
      `Open your billing from ${displayName} again in another tab: this page then goes on by itself.`,
    wayBackUnknown:
      'Open your billing from the app you came from again in another tab: this page then goes on by itself.',
    open: (displayName: string) => `Open ${displayName} in another tab`,
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
