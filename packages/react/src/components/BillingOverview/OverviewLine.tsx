import type { Subscription, UpcomingInvoice } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Button } from '../../primitives/Button.js';
import { Chip } from '../../primitives/Chip.js';
import { ManageLink } from '../../primitives/ManagedElsewhere.js';
import { Bone } from '../../primitives/Skeleton.js';
import { stateName, subscriptionState, subscriptionTones } from '../../primitives/subscriptionState.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import type { BillingOverviewWords } from './billingOverviewWords.js';
import { OverviewLink, type OverviewWays } from './OverviewLink.js';

/** What is known of the next invoice of a subscription. Each is asked for by itself, and fails by itself. */
export type NextInvoice =
  | { status: 'loading' }
  | { status: 'failed' }
  /** `invoice` is null where nothing is going to be charged. */
  | { status: 'known'; invoice: UpcomingInvoice | null };

/** One subscription at a glance: what it is, what is charged next and to what, and what is going to change. */
export function OverviewLine({ subscription, next, words, onRetryNext, ...ways }: OverviewLineProps) {
  const { billingOverview: say } = words;
  const { product, amount, price, managedBy, overdueInvoice, status } = subscription;
  const state = subscriptionState(subscription);
  const tone = state ? subscriptionTones[state] : 'neutral';
  const scheduled = scheduledOf(subscription, words);

  return (
    <li className="bf-BillingOverview-line" data-state={state ?? status}>
      <div className="bf-BillingOverview-what">
        <p className="bf-BillingOverview-name">
          {product.name}
          {tone ? <Chip tone={tone}>{stateName(subscription, words.subscriptionStates)}</Chip> : null}
        </p>
        <p className="bf-muted">
          {say.price(<Amount money={amount} />, price.interval, price.intervalCount)}
        </p>
      </div>
      <div className="bf-BillingOverview-next">
        {managedBy ? (
          <>
            <p className="bf-muted">{words.managedElsewhere.billedBy(managedBy.name)}</p>
            <ManageLink managedBy={managedBy} words={words.managedElsewhere} />
          </>
        ) : overdueInvoice ? (
          <Overdue invoice={overdueInvoice} words={words} {...ways} />
        ) : (
          <Next key={next.status} next={next} words={words} onRetry={onRetryNext} />
        )}
      </div>
      {scheduled.length > 0 ? (
        <ul className="bf-BillingOverview-scheduled">
          {scheduled.map((what, index) => (
            <li key={index}>{what}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** What is charged next, when, and to what. */
function Next({ next, words, onRetry }: { next: NextInvoice; onRetry?: () => void } & Worded) {
  const { billingOverview: say } = words;
  if (next.status === 'loading') {
    return (
      <>
        <span className="bf-VisuallyHidden">{say.nextLoading}</span>
        <p className="bf-BillingOverview-amount">
          <Bone />
        </p>
        <p>
          <Bone length="long" />
        </p>
      </>
    );
  }
  if (next.status === 'failed') {
    return (
      <>
        <p className="bf-muted">{say.nextFailed}</p>
        {onRetry ? (
          <Button variant="quiet" onClick={onRetry}>
            {words.section.retry}
          </Button>
        ) : null}
      </>
    );
  }
  const { invoice } = next;
  if (!invoice) return <p className="bf-muted">{say.nothingNext}</p>;
  const { amountDue, issuedAt, paymentMethod, balanceApplied } = invoice;
  const isCharged = amountDue.amount > 0;
  return (
    <>
      <p className="bf-BillingOverview-amount">
        <span className="bf-VisuallyHidden">{say.next}</span> <Amount money={amountDue} />
      </p>
      <p className="bf-muted bf-BillingOverview-facts">
        <span>{say.on(<Day at={issuedAt} />)}</span>
        {isCharged && paymentMethod ? (
          <span>{say.to(paymentMethodName(paymentMethod, words.paymentMethods))}</span>
        ) : null}
        {balanceApplied.amount > 0 ? <span>{say.afterCredit(<Amount money={balanceApplied} />)}</span> : null}
      </p>
      {isCharged && !paymentMethod ? <p className="bf-BillingOverview-alert">{say.noMethod}</p> : null}
    </>
  );
}

/** What should have been paid, before anything that is to come. */
function Overdue({ invoice, words, ...ways }: OverdueProps) {
  const { billingOverview: say } = words;
  return (
    <>
      <p className="bf-BillingOverview-amount bf-BillingOverview-alert">
        {say.overdue} <Amount money={invoice.amountRemaining} />
      </p>
      {invoice.nextAttemptAt ? (
        <p className="bf-muted">{say.overdueRetried(<Day at={invoice.nextAttemptAt} />)}</p>
      ) : null}
      <OverviewLink {...ways} section="invoices" variant="secondary">
        {say.pay}
      </OverviewLink>
    </>
  );
}

/** What is going to be otherwise without anybody's doing, in the order in which it is told. */
function scheduledOf(
  subscription: Subscription,
  { billingOverview: say }: BillingOverviewWords,
): ReactNode[] {
  const { status, pendingChange, pendingPayment, cancelAt, pause, trialEndAt } = subscription;
  const told: ReactNode[] = [];
  if (status === 'trialing' && trialEndAt) told.push(say.trialEnds(<Day at={trialEndAt} />));
  if (pendingPayment) told.push(say.confirming);
  if (pendingChange)
    told.push(say.changes(pendingChange.product.name, <Day at={pendingChange.effectiveAt} />));
  if (pause) {
    const until = <Day at={pause.resumesAt} />;
    told.push(status === 'paused' ? say.pausedUntil(until) : say.pauses(<Day at={pause.startsAt} />, until));
  }
  if (cancelAt) told.push(say.ends(<Day at={cancelAt} />));
  return told;
}

interface Worded {
  words: BillingOverviewWords;
}

interface OverdueProps extends Worded, OverviewWays {
  invoice: NonNullable<Subscription['overdueInvoice']>;
}

interface OverviewLineProps extends Worded, OverviewWays {
  subscription: Subscription;
  next: NextInvoice;
  onRetryNext?: () => void;
}
