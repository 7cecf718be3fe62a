'use client';
import { clsx } from 'clsx/lite';
import type { Subscription, UpcomingInvoice } from '@billfold/contract';
import { forwardRef } from 'react';
import { Day } from '../../format/Day.js';
import { InvoiceAmounts } from '../../primitives/InvoiceAmounts.js';
import { InvoiceAmountsBones } from '../../primitives/InvoiceAmountsBones.js';
import { ManagedElsewhere } from '../../primitives/ManagedElsewhere.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { Bone } from '../../primitives/Skeleton.js';
import { SubscriptionChoice } from '../../primitives/SubscriptionChoice.js';
import type { Problem } from '../../problem.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { upcomingInvoiceWords, type UpcomingInvoiceWords } from './upcomingInvoiceWords.js';

/** What is going to be charged next, as an estimate. Fetches nothing: see {@link UpcomingInvoiceViewProps}. */
export const UpcomingInvoiceView = forwardRef<HTMLElement, UpcomingInvoiceViewProps>(
  function UpcomingInvoiceView(
    {
      state,
      invoice,
      subscriptions = [],
      subscription,
      problem,
      onSubscription,
      onRetry,
      onSignIn,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(upcomingInvoiceWords, ownWords);
    const { upcomingInvoice: say } = words;
    const shown = state === 'forbidden' ? null : invoice;
    const chosen = state === 'forbidden' ? undefined : subscriptions.find(({ id }) => id === subscription);
    const managed = chosen?.managedBy ? chosen : null;
    const isEmpty = !shown && (state === 'empty' || state === 'ready' || state === 'refreshing');

    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        state={state}
        className={clsx('bf-UpcomingInvoice', className)}
        announcement={
          state === 'loading' ? say.loading : state === 'refreshing' ? words.section.refreshing : ''
        }
      >
        <div className="bf-UpcomingInvoice-content">
          <SectionProblem
            state={state}
            problem={problem}
            failed={say.failed}
            words={words}
            stale={shown !== null}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          <SubscriptionChoice
            subscriptions={state === 'forbidden' ? [] : subscriptions}
            chosen={subscription}
            title={say.title}
            label={say.subscription}
            nameOf={say.subscriptionOf}
            words={words}
            onSubscription={onSubscription}
          >
            {state === 'loading' ? <Bones /> : null}
            {managed ? <ManagedElsewhere subscription={managed} words={words.managedElsewhere} /> : null}
            {isEmpty && !managed ? <p className="bf-muted bf-UpcomingInvoice-empty">{say.empty}</p> : null}
            {shown ? <Estimate invoice={shown} words={words} /> : null}
          </SubscriptionChoice>
        </div>
      </Section>
    );
  },
);

function Estimate({ invoice, words }: { invoice: UpcomingInvoice; words: UpcomingInvoiceWords }) {
  const { upcomingInvoice: say } = words;
  const { period, paymentMethod } = invoice;
  return (
    <>
      <p className="bf-muted">
        {say.issued(<Day at={invoice.issuedAt} />, <Day at={period.startAt} />, <Day at={period.endAt} />)}
      </p>
      <InvoiceAmounts
        {...invoice}
        total={invoice.amountDue}
        totalLabel={say.amountDue}
        words={words.invoiceAmounts}
      />
      <p className="bf-muted">
        {paymentMethod ? say.charged(paymentMethodName(paymentMethod, words.paymentMethods)) : say.noMethod}{' '}
        {say.estimate}
      </p>
    </>
  );
}

/** The room of an estimate with one line and its tax. */
function Bones() {
  return (
    <div className="bf-UpcomingInvoice-bones" aria-hidden="true">
      <p>
        <Bone length="long" />
      </p>
      <InvoiceAmountsBones />
      <p>
        <Bone length="long" />
      </p>
    </div>
  );
}

export interface UpcomingInvoiceViewProps extends Omit<
  SectionProps,
  'title' | 'aside' | 'announcement' | 'children'
> {
  /** Null: nothing is going to be charged. It stays on the page in every state but `forbidden`. */
  invoice: UpcomingInvoice | null;
  /** What can be chosen from; the choice is shown where there are several. */
  subscriptions?: readonly Subscription[];
  /** Whose next invoice it is. */
  subscription?: string;
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  onSubscription?: (subscription: string) => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
