import type { PaymentMethod, SetupIntent, SubscriptionName } from '@billfold/contract';
import { BillfoldError, isUnheard } from '../BillfoldError.js';

/**
 * - `idle`: it is being entered.
 * - `preparing`: what is entered is being looked at, and its setup intent made.
 * - `confirming`: the provider and the customer's bank are asked.
 * - `finishing`: they have accepted it, and the portal is putting it on file.
 * - `succeeded`: it is on file.
 * - `pending`: the bank has not said yet. It is on file as soon as it does.
 * - `failed`: it is not on file; `problem` says why. What was entered is still there.
 * - `unknown`: nobody has heard whether it is on file. To be sent again, not to be entered again.
 */
export type PaymentMethodAdditionStatus =
  'idle' | 'preparing' | 'confirming' | 'finishing' | 'succeeded' | 'pending' | 'failed' | 'unknown';

export interface PaymentMethodAdditionState {
  status: PaymentMethodAdditionStatus;
  /** What is being confirmed. It is kept over refusals, and made once for each payment method. */
  setupIntent: Pick<SetupIntent, 'id' | 'clientSecret'> | null;
  /** Whether it is certain that the provider has accepted it: then it is only to be put on file. */
  isAccepted: boolean;
  problem: BillfoldError | null;
  /** What is on file now. */
  paymentMethod: PaymentMethod | null;
  /** The subscriptions that are charged to it from now on, and were not before. */
  moved: readonly SubscriptionName[];
}

export type PaymentMethodAdditionAction =
  | { type: 'submitted' }
  /** Something is missing or wrong in the fields, which show it themselves. */
  | { type: 'invalid' }
  | { type: 'prepared'; setupIntent: Pick<SetupIntent, 'id' | 'clientSecret'> }
  | { type: 'notPrepared'; problem: BillfoldError }
  /** What the fields say of the confirmation. Not certain: the answer was lost, and the portal may know. */
  | { type: 'accepted'; isCertain: boolean }
  | { type: 'notAccepted'; problem: BillfoldError }
  /** What the portal says of the setup intent. */
  | { type: 'asked'; clientSecret: string }
  | { type: 'delayed' }
  | { type: 'finished'; paymentMethod: PaymentMethod; moved: readonly SubscriptionName[] }
  | { type: 'notFinished'; problem: BillfoldError }
  | { type: 'reset' };

export const initialPaymentMethodAddition: PaymentMethodAdditionState = {
  status: 'idle',
  setupIntent: null,
  isAccepted: false,
  problem: null,
  paymentMethod: null,
  moved: [],
};

/**
 * The rules of putting a payment method on file, without time, network or React. It is total: what does not belong into
 * a phase changes nothing and gives the same state again.
 */
export function paymentMethodAddition(
  state: PaymentMethodAdditionState,
  action: PaymentMethodAdditionAction,
): PaymentMethodAdditionState {
  const { status } = state;
  switch (action.type) {
    case 'submitted':
      return canSubmit(state) ? begin(state) : state;
    case 'invalid':
      return isBeingConfirmed(state) ? { ...state, status: 'idle' } : state;
    case 'prepared':
      return status === 'preparing'
        ? { ...state, status: 'confirming', setupIntent: action.setupIntent }
        : state;
    case 'notPrepared':
      return status === 'preparing' ? fail(state, action.problem) : state;
    case 'accepted':
      return status === 'confirming'
        ? { ...state, status: 'finishing', isAccepted: action.isCertain }
        : state;
    case 'notAccepted':
      return isBeingConfirmed(state) ? fail(state, action.problem) : state;
    case 'asked':
      return isBeingFinished(state) && state.setupIntent ? askAgain(state, action.clientSecret) : state;
    case 'delayed':
      return isBeingFinished(state) ? { ...state, status: 'pending', isAccepted: true } : state;
    case 'finished':
      return isBeingFinished(state)
        ? {
            ...initialPaymentMethodAddition,
            status: 'succeeded',
            paymentMethod: action.paymentMethod,
            moved: action.moved,
          }
        : state;
    case 'notFinished':
      return isBeingFinished(state) ? failToFinish(state, action.problem) : state;
    case 'reset':
      return initialPaymentMethodAddition;
  }
}

/** Whether a press of the button does something now. */
export function canSubmit({ status }: PaymentMethodAdditionState): boolean {
  return status === 'idle' || status === 'failed' || status === 'unknown' || status === 'pending';
}

/** Whether something is being done with what is entered. */
export function isUnderWay(state: PaymentMethodAdditionState): boolean {
  return isBeingConfirmed(state) || state.status === 'finishing';
}

/** What was accepted is only finished: the provider takes no second confirmation of the same intent. */
function begin(state: PaymentMethodAdditionState): PaymentMethodAdditionState {
  return { ...state, status: state.isAccepted ? 'finishing' : 'preparing', problem: null };
}

function askAgain(state: PaymentMethodAdditionState, clientSecret: string): PaymentMethodAdditionState {
  return {
    ...state,
    status: 'confirming',
    isAccepted: false,
    setupIntent: { ...state.setupIntent!, clientSecret },
  };
}

function fail(state: PaymentMethodAdditionState, problem: BillfoldError): PaymentMethodAdditionState {
  // An intent that is not there for this customer is none of theirs, or is over.
  const setupIntent = problem.code === 'not_found' ? null : state.setupIntent;
  return { ...state, status: 'failed', setupIntent, isAccepted: false, problem };
}

function failToFinish(state: PaymentMethodAdditionState, problem: BillfoldError): PaymentMethodAdditionState {
  if (isUnheard(problem)) return { ...state, status: 'unknown', problem };
  const isAboutIntent = INTENT_PROBLEMS.includes(problem.code);
  // Refused for another reason (nobody is signed in any more, too many requests), it is still accepted.
  return isAboutIntent ? fail(state, problem) : { ...state, status: 'failed', problem };
}

const INTENT_PROBLEMS: readonly string[] = ['payment_failed', 'setup_not_confirmed', 'not_found'];

/** A bank, or a customer in the place of their bank, has said no. */
export function notConfirmed(
  failure: NonNullable<BillfoldError['payment']>['failure'] = 'authentication_required',
): BillfoldError {
  return new BillfoldError('payment_failed', 'The payment method was not confirmed.', {
    payment: { failure },
  });
}

function isBeingConfirmed({ status }: PaymentMethodAdditionState): boolean {
  return status === 'preparing' || status === 'confirming';
}

/** One that is pending is looked at again. */
function isBeingFinished({ status }: PaymentMethodAdditionState): boolean {
  return status === 'finishing' || status === 'pending';
}
