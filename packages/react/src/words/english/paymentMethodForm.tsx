import { together } from '../together.js';
import { paymentMethodFormFrame } from './sectionFrames.js';

export const paymentMethodForm = {
  ...paymentMethodFormFrame,
  /** Names the frame that the fields stand in. */
  fields: 'Payment details',
  slow: 'This takes longer than usual…',
  blockedAdvice: 'A content blocker or your network may keep it away. Allow it, and try again.',
  broken: 'The payment form does not work right now.',
  missing: 'Payment methods can’t be entered here.',
  missingAdvice: 'Ask whoever runs this page how to pay.',
  support: 'Contact support',

  useForAll: 'Use it for everything I pay from now on',
  /** What that is today. Nothing is charged by it. */
  useForAllOf: (plans: readonly string[]) =>
    `${together('en', plans)} ${plans.length > 1 ? 'are' : 'is'} charged to it then. Nothing is charged now.`,
  useForAllLater: 'That is what you subscribe to next. Nothing is charged now.',
  /** Of the first one on file, which is the default in any case. */
  first: 'It is used for everything you pay from now on. Nothing is charged now.',
  submit: 'Save payment method',
  cancel: 'Cancel',
  close: 'Close',
  saving: 'Saving. This might take a few seconds…',

  refused: 'This payment method could not be saved.',
  /** Where the bank may have accepted it. */
  notFinished: 'This payment method is not saved yet.',
  /** After an answer that was lost. */
  unknownAdvice: 'Trying again is safe: it is saved once, and nothing is charged.',
  pending: 'Your bank has not answered yet.',
  pendingAdvice: 'It is on file as soon as your bank has confirmed it. You do not need to enter it again.',
  added: (method: string) => `${method} was added.`,
  moved: (plans: readonly string[], method: string) =>
    `${together('en', plans)} ${plans.length > 1 ? 'are' : 'is'} charged to ${method} from now on.`,
  returning: 'Asking what your bank has said…',
};
