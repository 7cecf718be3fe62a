import type { ReactNode } from 'react';
import { together } from '../together.js';
import { paymentMethodListFrame } from './sectionFrames.js';

const marks = new Map([
  ['visa', 'VISA'],
  ['mastercard', 'MC'],
  ['amex', 'AMEX'],
  ['discover', 'DISC'],
  ['diners', 'DC'],
  ['jcb', 'JCB'],
  ['unionpay', 'UP'],
]);

const wallets = new Map([
  ['apple_pay', 'Apple Pay'],
  ['google_pay', 'Google Pay'],
  ['link', 'Link'],
  ['samsung_pay', 'Samsung Pay'],
]);

const charged = (plans: readonly string[]) => `${together('en', plans)} ${plans.length > 1 ? 'are' : 'is'}`;

export const paymentMethodList = {
  ...paymentMethodListFrame,
  empty: 'No payment method is on file.',
  emptyAdvice: 'Add one, and it is used for what you pay from then on.',

  /** Stands in a small frame in front of the name, for those who look and not for those who listen. */
  cardMark: (brand: string | null) => marks.get(brand ?? '') ?? 'CARD',
  debitMark: 'SEPA',
  isDefault: 'Default',
  /** `month` and `year` as they are printed on the card. */
  expires: (month: string, year: string) => `Expires ${month}/${year}`,
  hasExpired: (month: string, year: string) => `Expired ${month}/${year}`,
  expiresSoon: 'Expires soon',
  /** Its last day. Networks renew cards by themselves, so nothing is said to fail then. */
  lastDay: (date: ReactNode): ReactNode => (
    <>It expires on {date}. If your bank has sent you a new one, add that one.</>
  ),
  expired: 'Expired',
  expiredDefault: 'It can’t be charged any more. Replace it, so that what you pay for goes on.',
  /** A wallet as billing spells it, such as `apple_pay`. */
  wallet: (wallet: string) => wallets.get(wallet) ?? 'Wallet',
  mandate: (reference: string, date: ReactNode): ReactNode => (
    <>
      Mandate <bdi>{reference}</bdi>, accepted on {date}
    </>
  ),
  usedFor: (plans: readonly string[]) => `Used for ${together('en', plans)}`,

  addTitle: 'Add a payment method',
  replace: 'Replace',
  makeDefault: 'Make default',
  remove: 'Remove',
  /** The whole name of a button in a row. It begins with the word that is written on it. */
  ofMethod: (action: string, method: string) => `${action}: ${method}`,

  makeDefaultQuestion: (method: string) => `Make ${method} the default?`,
  /** What is going to be charged to it, and was not before. */
  willMove: (plans: readonly string[], method: string) =>
    `${charged(plans)} charged to ${method} from then on. Nothing is charged now.`,
  willMoveNothing: 'What you subscribe to next is charged to it. Nothing is charged now.',
  leave: 'Leave it as it is',
  removeQuestion: (method: string) => `Remove ${method}?`,
  removeMeans: 'It can’t be charged any more. To use it again, you have to enter it again.',
  keep: 'Keep it',
  notOpened: 'This could not be opened.',

  neededBySubscription: (plan: string) => `It can’t be removed while ${plan} is charged to it.`,
  neededByProcessing: 'It can’t be removed while a payment with it is under way.',
  neededByInvoice: 'It can’t be removed: it is the only one on file, and an invoice is not paid.',
  /** Of a reason that this version does not know. */
  neededOtherwise: 'It can’t be removed now.',
  useAnother: 'Make another one the default first.',
  addAnother: 'Add another first',

  makingDefault: 'Making it the default…',
  removing: 'Removing…',
  notMadeDefault: 'It was not made the default.',
  notRemoved: 'It was not removed.',

  added: (method: string) => `${method} was added.`,
  madeDefault: (method: string) => `${method} is the default.`,
  removed: (method: string) => `${method} was removed.`,
  /** What is charged to it now, and was not before. */
  moved: (plans: readonly string[], method: string) => `${charged(plans)} charged to ${method} from now on.`,
};
