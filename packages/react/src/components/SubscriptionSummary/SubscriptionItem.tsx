import type { Subscription } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Chip } from '../../primitives/Chip.js';
import { ManageLink } from '../../primitives/ManagedElsewhere.js';
import { stateName, subscriptionState, subscriptionTones } from '../../primitives/subscriptionState.js';
import type { Words } from '../../words/Words.js';
import { DiscountLine } from './DiscountLine.js';
import type { SubscriptionSummaryWords } from './subscriptionSummaryWords.js';

/** One subscription: what it is, what it costs, and what happens next. */
export function SubscriptionItem({ subscription, words, undo }: SubscriptionItemProps) {
  const { subscriptionSummary: say } = words;
  const { product, amount, price, quantity, status, discounts, pendingChange, managedBy } = subscription;
  const state = subscriptionState(subscription);
  const tone = state ? subscriptionTones[state] : 'neutral';

  return (
    <div className="bf-SubscriptionSummary-item" data-state={state ?? status}>
      <p className="bf-SubscriptionSummary-name" tabIndex={undo ? -1 : undefined}>
        {product.name}
        {tone ? <Chip tone={tone}>{stateName(subscription, words.subscriptionStates)}</Chip> : null}
      </p>
      <p className="bf-muted bf-SubscriptionSummary-price">
        <span>{say.price(<Amount money={amount} />, price.interval, price.intervalCount)}</span>
        <span>{price.taxBehavior === 'inclusive' ? say.taxIncluded : say.plusTax}</span>
        {price.scheme !== 'flat' ? <span>{say.seats(quantity)}</span> : null}
      </p>
      <p className="bf-muted">
        {managedBy ? words.managedElsewhere.billedBy(managedBy.name) : whatIsNext(subscription, say)}
      </p>
      {managedBy && subscription.cancelAt ? (
        <p className="bf-muted">{whatIsNext(subscription, say)}</p>
      ) : null}
      {pendingChange ? (
        <p className="bf-muted">
          {say.changes(pendingChange.product.name, <Day at={pendingChange.effectiveAt} />)}
        </p>
      ) : null}
      {discounts.map((discount) => (
        <DiscountLine key={discount.coupon.id} discount={discount} words={words.discounts} />
      ))}
      {managedBy ? <p className="bf-muted">{words.managedElsewhere.advice(managedBy.name)}</p> : null}
      {managedBy ? (
        <div className="bf-SubscriptionSummary-manage">
          <ManageLink managedBy={managedBy} words={words.managedElsewhere} />
        </div>
      ) : null}
      {undo}
    </div>
  );
}

/** What happens next, and when. Only an active subscription that nobody canceled is said to renew. */
function whatIsNext(subscription: Subscription, say: Words['subscriptionSummary']): ReactNode {
  const { renewsAt, cancelAt, trialEndAt, pause, overdueInvoice } = subscription;
  const end = cancelAt && <Day at={cancelAt} />;

  switch (subscriptionState(subscription)) {
    case 'active':
      if (pause) return say.pauses(<Day at={pause.startsAt} />, <Day at={pause.resumesAt} />);
      return renewsAt && say.renews(<Day at={renewsAt} />);
    case 'ending':
      return end && say.ends(end);
    case 'trialing': {
      if (!trialEndAt) return null;
      const day = <Day at={trialEndAt} />;
      if (cancelAt) return say.trialEndsForGood(day);
      return renewsAt ? say.trialEndsThenPaid(day) : say.trialEnds(day);
    }
    case 'pastDue':
      return end ? say.pastDueEnds(end) : (overdue(overdueInvoice, say) ?? say.pastDue);
    case 'unpaid':
      return say.unpaid;
    case 'paused':
      return pause ? say.pausedUntil(<Day at={pause.resumesAt} />) : say.paused;
    case 'incomplete':
      return say.incomplete;
    default:
      return null;
  }
}

/** Which payment is missing, and when it is tried again. */
function overdue(invoice: Subscription['overdueInvoice'], say: Words['subscriptionSummary']): ReactNode {
  if (!invoice) return null;
  const amount = <Amount money={invoice.amountRemaining} />;
  return invoice.nextAttemptAt
    ? say.overdueRetried(amount, <Day at={invoice.nextAttemptAt} />)
    : say.overdue(amount);
}

interface SubscriptionItemProps {
  subscription: Subscription;
  /** The way to take back what is about to end or rest. */
  undo?: ReactNode;
  words: SubscriptionSummaryWords;
}
