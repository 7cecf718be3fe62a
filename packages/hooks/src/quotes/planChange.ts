import type { Quote, Subscription, SubscriptionResult } from '@billfold/contract';
import { BillfoldError, isUnheard } from '../BillfoldError.js';
import { settlementOfSubscription } from '../payments/settlement.js';
import {
  initialPlanChange,
  type PlanChangeAction,
  type PlanChangeState,
  type PlanSelection,
} from './PlanChangeState.js';

/**
 * The rules of a change of plan, without time, network or React. It is total: whatever comes in whatever phase, and
 * what does not belong there changes nothing and gives the same state again.
 */
export function planChange(state: PlanChangeState, action: PlanChangeAction): PlanChangeState {
  switch (action.type) {
    case 'selected':
      return isUnderWay(state) ? state : select(about(state, action.subscription), action);
    case 'priced':
      return isAsking(state, action.question) ? price(state, action.quote) : state;
    case 'notPriced':
      return isAsking(state, action.question) ? failPreview(state, action.problem) : state;
    case 'outdated':
      return canBePriced(state) ? ask(withoutSessionProblem(withoutPreviewProblem(state))) : state;
    case 'reconnected':
      return state.failedAt === 'preview' && state.problem?.status === null
        ? ask(withoutPreviewProblem(state))
        : state;
    case 'seen':
      return seeAny(state, action.subscription);
    case 'confirmed':
      return canConfirm(state)
        ? { ...state, phase: 'confirming', problem: null, failedAt: null, replacedQuote: null }
        : state;
    case 'answered':
      return state.phase === 'confirming' ? answer(state, action.answer) : state;
    case 'refused':
      return state.phase === 'confirming' ? refuse(state, action.problem) : state;
    case 'continued':
      return isUnderWay(state) ? state : resume(about(state, action.subscription), action);
    case 'returned':
      return isUnderWay(state)
        ? state
        : { ...cleared(state), phase: 'settling', subscription: action.subscription };
    case 'settling':
      return state.phase === 'authenticating' ? { ...state, phase: 'settling', clientSecret: null } : state;
    case 'settled':
      return isAwaitingPayment(state) ? done(state, action.subscription) : state;
    case 'notSettled':
      return isAwaitingPayment(state) ? failPayment(state, action.problem) : state;
    case 'reset':
      return isUnderWay(state) ? state : cleared(state);
  }
}

/** Whether money may be on its way: nothing else can be chosen until that is clear. */
export function isUnderWay({ phase }: PlanChangeState): boolean {
  return phase === 'confirming' || phase === 'authenticating' || phase === 'settling';
}

/** Whether what is shown can be confirmed: a quote of this very selection that nothing blocks. */
export function canConfirm({ phase, quote, isQuoteFresh }: PlanChangeState): boolean {
  const isDecidable = phase === 'ready' || phase === 'failed';
  return isDecidable && isQuoteFresh && quote !== null && quote.blockers.length === 0;
}

function select(
  state: PlanChangeState,
  { subscription, selection }: { subscription: string; selection: PlanSelection | null },
): PlanChangeState {
  if (!selection) return cleared(state);
  const isSame = state.selection !== null && isSameSelection(state.selection, selection);
  // The same radio pressed again asks nothing new, but it may be how somebody tries again what could not be priced.
  if (isSame && (state.isQuoteFresh || state.phase === 'previewing')) return state;
  return ask({
    ...state,
    subscription,
    selection,
    quote: state.phase === 'changed' ? null : state.quote,
    replacedQuote: null,
    problem: null,
    failedAt: null,
    result: null,
  });
}

/** Prices the selection (again); the quote before stays on the screen. */
function ask(state: PlanChangeState): PlanChangeState {
  return { ...state, phase: 'previewing', isQuoteFresh: false, question: state.question + 1 };
}

function price(state: PlanChangeState, quote: Quote): PlanChangeState {
  return {
    ...state,
    phase: 'ready',
    quote,
    isQuoteFresh: true,
    replacedQuote: state.quote && isOtherOffer(state.quote, quote) ? state.quote : state.replacedQuote,
  };
}

function failPreview(state: PlanChangeState, problem: BillfoldError): PlanChangeState {
  // Somebody has made the same change elsewhere: what is chosen is what there is.
  if (problem.code === 'no_change') return cleared(state);
  return { ...state, phase: 'failed', problem, failedAt: 'preview' };
}

function answer(state: PlanChangeState, result: SubscriptionResult): PlanChangeState {
  switch (result.status) {
    case 'succeeded':
      return done(state, result.subscription);
    case 'requires_action':
      return { ...state, phase: 'authenticating', isQuoteFresh: false, clientSecret: result.clientSecret };
    case 'pending':
      return { ...state, phase: 'settling', isQuoteFresh: false };
  }
}

function refuse(state: PlanChangeState, problem: BillfoldError): PlanChangeState {
  const { quote, code } = problem;
  // The portal has said what it costs now: show that, and ask again.
  if (quote) return { ...fail(state, problem), ...price(state, quote), problem, failedAt: 'confirmation' };
  const isOutdated = code === 'quote_stale' || code === 'version_stale' || code === 'change_blocked';
  return isOutdated ? ask(fail(state, problem)) : fail(state, problem);
}

/** The customer goes back to their bank with a payment that is there already. */
function resume(
  state: PlanChangeState,
  { subscription, clientSecret }: { subscription: string; clientSecret: string },
): PlanChangeState {
  return { ...state, phase: 'authenticating', subscription, clientSecret, isQuoteFresh: false };
}

function seeAny(state: PlanChangeState, subscription: Subscription): PlanChangeState {
  // Versions of two subscriptions say nothing about each other. Money that is under way is followed to its end first.
  if (isOfOther(state, subscription.id)) return isUnderWay(state) ? state : cleared(state);
  return isNewsTo(state, subscription) ? see(state, subscription) : state;
}

/** What is new about the subscription may be what was waited for, or make the quote worthless. */
function see(state: PlanChangeState, subscription: Subscription): PlanChangeState {
  const { phase, selection, problem, failedAt } = state;
  if (phase === 'settling') {
    const settlement = settlementOfSubscription(subscription, selection ?? {});
    if (settlement === 'confirmed') return done(state, subscription);
    return settlement === 'failed' ? failPayment(state, notConfirmed()) : state;
  }
  if (phase !== 'ready' && phase !== 'failed') return state;
  // Nobody heard what became of the confirmation, and here it is.
  const isNotKnown = failedAt === 'confirmation' && isUnheard(problem);
  if (isNotKnown && selection && isAgreed(subscription, selection)) return done(state, subscription);
  return ask({ ...withoutPreviewProblem(state), outdatedBy: subscription.version });
}

function fail(state: PlanChangeState, problem: BillfoldError): PlanChangeState {
  return { ...state, phase: 'failed', problem, failedAt: 'confirmation', clientSecret: null };
}

/** The try has left its mark on the subscription, so what is chosen must be priced anew. */
function failPayment(state: PlanChangeState, problem: BillfoldError): PlanChangeState {
  const failed = { ...fail(state, problem), isQuoteFresh: false };
  return failed.selection ? ask(failed) : failed;
}

function done(state: PlanChangeState, result: Subscription | null): PlanChangeState {
  const { subscription, quote } = state;
  return { ...cleared(state), phase: 'changed', subscription, quote, result };
}

/** As at the beginning. The question is not forgotten, or an answer to an old one would pass for a new one. */
function cleared({ question }: PlanChangeState): PlanChangeState {
  return { ...initialPlanChange, question: question + 1 };
}

/** Without what belongs to another subscription. */
function about(state: PlanChangeState, subscription: string): PlanChangeState {
  return isOfOther(state, subscription) ? cleared(state) : state;
}

function withoutPreviewProblem(state: PlanChangeState): PlanChangeState {
  return state.failedAt === 'preview' ? { ...state, problem: null, failedAt: null } : state;
}

/** A session that has ended is no matter of the choice: whether there is one again shows when that is priced. */
function withoutSessionProblem(state: PlanChangeState): PlanChangeState {
  const isSessionOver = state.problem?.code === 'unauthorized' || state.problem?.code === 'link_expired';
  return isSessionOver ? { ...state, problem: null, failedAt: null } : state;
}

function isAsking({ phase, question }: PlanChangeState, answered: number): boolean {
  return phase === 'previewing' && question === answered;
}

function isAwaitingPayment({ phase }: PlanChangeState): boolean {
  return phase === 'authenticating' || phase === 'settling';
}

function canBePriced(state: PlanChangeState): boolean {
  return state.selection !== null && !isUnderWay(state) && state.phase !== 'changed';
}

function isOfOther({ subscription }: PlanChangeState, shown: string): boolean {
  return subscription !== null && subscription !== shown;
}

/** A version as old as the quote's says nothing; an older one is news that has not arrived yet. */
function isNewsTo({ selection, quote, outdatedBy }: PlanChangeState, { version }: Subscription): boolean {
  // A portal that goes on quoting for an older version is asked once, and not for ever.
  return selection !== null && quote !== null && quote.subscriptionVersion < version && outdatedBy < version;
}

/** Whether a subscription is as selected, or going to be. */
function isAgreed({ price, quantity, pendingChange }: Subscription, selection: PlanSelection): boolean {
  const isNow = price.id === selection.price && quantity === selection.quantity;
  return (
    isNow || (pendingChange?.price.id === selection.price && pendingChange.quantity === selection.quantity)
  );
}

function notConfirmed(): BillfoldError {
  return new BillfoldError('payment_failed', 'The payment was not confirmed.', {
    payment: { failure: 'authentication_required' },
  });
}

function isSameSelection(one: PlanSelection, other: PlanSelection): boolean {
  return (
    one.price === other.price && one.quantity === other.quantity && one.promotionCode === other.promotionCode
  );
}

/** Whether the same choice costs something else now. */
function isOtherOffer(before: Quote, now: Quote): boolean {
  const isSameChoice =
    before.price.id === now.price.id &&
    before.quantity === now.quantity &&
    before.promotionCode === now.promotionCode;
  return (
    isSameChoice &&
    (before.dueNow.amount !== now.dueNow.amount ||
      before.recurring.total.amount !== now.recurring.total.amount ||
      before.effectiveAt !== now.effectiveAt)
  );
}
