'use client';
import { clsx } from 'clsx/lite';
import type { PaymentFailure, Subscription } from '@billfold/contract';
import { forwardRef, useEffect, useRef, useState, type Ref } from 'react';
import { Amount } from '../../format/Amount.js';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
import { ActionProblem } from '../../primitives/ActionProblem.js';
import { Banner, type BannerProps } from '../../primitives/Banner.js';
import { Button } from '../../primitives/Button.js';
import { PayWith, type PaymentMethodChoice } from '../../primitives/PayWith.js';
import type { Problem } from '../../problem.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { adviceOn, PastDueText, PastDueTitle } from './PastDueText.js';
import { pastDueWords } from './pastDueWords.js';

/** A payment that did not go through, and the way to make it good. Nothing where nothing is overdue. */
export const PastDueBannerView = forwardRef<HTMLElement, PastDueBannerViewProps>(function PastDueBannerView(
  {
    state,
    subscription,
    problem,
    choice = NO_CHOICE,
    now = NEVER,
    mayPay = true,
    updatePaymentMethod,
    actionRef,
    onPay,
    words: ownWords,
    className,
    ...rest
  },
  ref,
) {
  const words = useWords(pastDueWords, ownWords);
  const { pastDue: say, paymentFailures } = words;
  const [isUpdating, setUpdating] = useState(false);
  const [isUpdated, setUpdated] = useState(false);
  const pay = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const received = useRef<HTMLSpanElement>(null);
  const wasPaying = useRef(false);
  const isBusy = state === 'paying' || state === 'authenticating' || state === 'settling';

  // Whoever has pressed "Pay" is told where they were; somebody who has not keeps what they are at.
  useEffect(() => {
    if (state === 'received' && wasPaying.current) received.current?.focus();
    wasPaying.current = isBusy;
  }, [state, isBusy]);

  // What was saved is offered to be charged, and nothing more: that is a press of its own.
  useEffect(() => {
    if (isUpdated) pay.current?.focus();
  }, [isUpdated]);

  const root = { ...rest, ref, state, className: clsx('bf-PastDueBanner', className) };
  const plan = subscription.product.name;
  const { overdueInvoice: invoice, status } = subscription;

  if (state === 'received') {
    return (
      <Banner
        {...root}
        tone="success"
        announcement={say.received}
        title={
          <span ref={received} tabIndex={-1}>
            {say.received}
          </span>
        }
      >
        {status === 'active' || status === 'trialing' ? <p>{say.receivedAdvice(plan)}</p> : null}
      </Banner>
    );
  }
  if (!invoice) return null;

  const amount = <Amount money={invoice.amountRemaining} />;
  const chosen = choice.paymentMethods.find(({ id }) => id === choice.chosen);
  const chosenName = chosen && paymentMethodName(chosen, words.paymentMethods);
  const isOther =
    chosenName !== undefined &&
    (!invoice.method || chosenName !== paymentMethodName(invoice.method, words.paymentMethods));
  const hasMethod = invoice.method !== null || chosen !== undefined || isUpdated;
  const isFolded = typeof updatePaymentMethod === 'function';
  const announcements = {
    due: '',
    paying: say.paying,
    authenticating: say.authenticating,
    settling: say.settling,
  };

  return (
    <Banner
      {...root}
      tone="danger"
      announcement={isUpdated && state === 'due' ? say.updated(amount) : announcements[state]}
      title={<PastDueTitle invoice={invoice} words={words} />}
      actions={
        mayPay ? (
          <>
            {hasMethod && onPay && !isUpdating ? (
              <Button ref={pay} variant="primary" busy={isBusy || choice.isPending} onClick={onPay}>
                {isOther || (isUpdated && chosenName)
                  ? say.payWith(amount, chosenName)
                  : invoice.failure === 'authentication_required'
                    ? say.confirmPayment
                    : say.pay(amount)}
              </Button>
            ) : null}
            {isFolded && !isBusy ? (
              <Button
                ref={opener}
                variant={hasMethod ? 'secondary' : 'primary'}
                aria-expanded={isUpdating}
                onClick={() => {
                  setUpdating(!isUpdating);
                  setUpdated(false);
                }}
              >
                {hasMethod ? say.updatePaymentMethod : say.addPaymentMethod}
              </Button>
            ) : null}
            {isFolded ? null : updatePaymentMethod}
          </>
        ) : null
      }
      below={
        <>
          {isUpdated && state === 'due' && !problem ? (
            <p className="bf-PastDueBanner-wait">{say.updated(amount)}</p>
          ) : null}
          {problem && state === 'due' ? (
            <ActionProblem
              problem={problem}
              failed={say.notPaid}
              reason={
                problem.code === 'payment_failed'
                  ? adviceOn(problem.failure ?? 'try_another_method', paymentFailures)
                  : null
              }
              words={words}
            />
          ) : null}
          {state === 'authenticating' ? <p className="bf-PastDueBanner-wait">{say.authenticating}</p> : null}
          {/* There before the bank asks, which draws into it. */}
          <div ref={actionRef} className="bf-PastDueBanner-bank" />
          {state === 'settling' ? (
            <p className="bf-PastDueBanner-wait">
              {say.settling} {say.settlingAdvice}
            </p>
          ) : null}
          {isFolded && isUpdating && !isBusy ? (
            <div className="bf-Banner-form">
              <p className="bf-PastDueBanner-advice">{say.updateAdvice(amount)}</p>
              {updatePaymentMethod(
                (added) => {
                  setUpdating(false);
                  setUpdated(true);
                  choice.onAdded?.(added?.paymentMethod?.id ?? null);
                },
                () => {
                  setUpdating(false);
                  opener.current?.focus();
                },
              )}
            </div>
          ) : null}
        </>
      }
    >
      <PastDueText invoice={invoice} plan={plan} words={words} isAdvised={!problem && !isBusy} />
      {mayPay ? null : <p>{say.mayNotPay}</p>}
      {mayPay && onPay && !isUpdating && choice.paymentMethods.length > 1 && state !== 'authenticating' ? (
        <div className="bf-PastDueBanner-method">
          <PayWith {...choice} now={now} disabled={isBusy} words={words} />
        </div>
      ) : null}
    </Banner>
  );
});

const NO_CHOICE: PaymentMethodChoice = { paymentMethods: [], chosen: null };
const NEVER = new Date(0);

/** How far a payment is. `authenticating`: the bank asks. `settling`: nobody knows yet. `received`: it was made in this visit. */
export type PastDueState = 'due' | 'paying' | 'authenticating' | 'settling' | 'received';

export interface PastDueBannerViewProps extends Omit<
  BannerProps,
  'state' | 'tone' | 'title' | 'actions' | 'below' | 'announcement' | 'children'
> {
  state: PastDueState;
  subscription: Subscription;
  /** Why the last try failed; `failure` where it was refused. */
  problem?: (Problem & { failure?: PaymentFailure | null }) | null;
  /** Whether this visitor may pay at all. Who may not is told whom to ask. @default true */
  mayPay?: boolean;
  /** What it can be charged to. @default what it was tried with */
  choice?: PaymentMethodChoice;
  /** The moment from which the expiry of that is judged. */
  now?: Date;
  /**
   * How another method is put on file. Nothing is charged by that: it is offered to pay with it then.
   * @default the kit's form, below a root with `paymentFields`
   */
  updatePaymentMethod?: PaymentMethodSlot;
  /** Gets the element that the bank's step is drawn into. It is in the page, never in a dialog. */
  actionRef?: Ref<HTMLDivElement>;
  /** Called to pay what is overdue. Without it there is no such button. */
  onPay?: () => void;
  words?: WordsOverride;
}
