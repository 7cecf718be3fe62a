'use client';
import type { Quote, Subscription } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Off } from '../../format/Off.js';
import { InvoiceAmounts } from '../../primitives/InvoiceAmounts.js';
import { InvoiceAmountsBones } from '../../primitives/InvoiceAmountsBones.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import { isOnNextInvoice } from './planChangeFacts.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** What a change costs and does, as the server says. Bones until it has said it. */
export function QuoteDetails({ quote, isFresh, subscription, words }: QuoteDetailsProps) {
  const { planChange: say } = words;
  return (
    <div className="bf-PlanSwitcher-quote" role="group" aria-label={say.title} aria-busy={!isFresh}>
      {quote ? (
        <>
          {quote.timing === 'period_end' ? (
            <p>{say.effectiveLater(<Day at={quote.effectiveAt} />, subscription.product.name)}</p>
          ) : null}
          <Amounts quote={quote} words={words} />
          <Terms quote={quote} words={words} />
          {/* A bigger plan may say "everything in Team" instead of each: nothing of that is lost. */}
          {quote.direction === 'upgrade' ? null : <Features title={say.lost} features={quote.lostFeatures} />}
          {quote.direction === 'downgrade' ? null : (
            <Features title={say.gained} features={quote.gainedFeatures} />
          )}
        </>
      ) : (
        <InvoiceAmountsBones />
      )}
    </div>
  );
}

function Amounts({ quote, words }: { quote: Quote; words: PlanSwitcherWords }) {
  const { planChange: say, invoiceAmounts } = words;
  const waits = isOnNextInvoice(quote);
  return (
    <InvoiceAmounts
      {...quote}
      discountNames={quote.recurring.discounts.map(({ coupon }) => coupon.name).join(', ')}
      total={waits ? quote.total : quote.dueNow}
      totalLabel={waits ? say.onNextInvoice : say.dueNow}
      words={invoiceAmounts}
    />
  );
}

/** What comes after it, and what it is paid with. */
function Terms({ quote, words }: { quote: Quote; words: PlanSwitcherWords }) {
  const { planChange: say, quoteWarnings } = words;
  const { trialEndAt, paymentMethod, dueNow } = quote;
  const method = paymentMethod && paymentMethodName(paymentMethod, words.paymentMethods);
  return (
    <div className="bf-PlanSwitcher-terms">
      {trialEndAt ? <p>{say.trialContinues(<Day at={trialEndAt} />)}</p> : null}
      <p>
        {whatFollows(quote, say)} {method ? (dueNow.amount > 0 ? say.charged : say.paidWith)(method) : null}
      </p>
      {quote.recurring.discounts.map((discount) => (
        <p key={discount.coupon.id}>{discountText(discount, words.discounts)}</p>
      ))}
      {quote.warnings.map(({ code, message }) => (
        <p key={`${code} ${message}`}>{code === 'app' ? message : quoteWarnings[code]}</p>
      ))}
    </div>
  );
}

function whatFollows(
  { nextInvoice, recurring, timing, effectiveAt }: Quote,
  say: PlanSwitcherWords['planChange'],
): ReactNode {
  if (!nextInvoice) return null;
  const amount = <Amount money={recurring.total} />;
  const { interval, intervalCount } = recurring;
  const from = <Day at={timing === 'period_end' ? effectiveAt : nextInvoice.issuedAt} />;
  return nextInvoice.total.amount === recurring.total.amount
    ? say.afterwards(amount, interval, intervalCount, from)
    : say.nextThen(
        <Amount money={nextInvoice.total} />,
        <Day at={nextInvoice.issuedAt} />,
        amount,
        interval,
        intervalCount,
      );
}

function discountText(
  { coupon, endsAt }: Quote['recurring']['discounts'][number],
  words: PlanSwitcherWords['discounts'],
) {
  const off = <Off coupon={coupon} words={words} />;
  if (endsAt) return words.until(off, <Day at={endsAt} />);
  return coupon.duration === 'once' ? words.once(off) : words.forever(off);
}

function Features({ title, features }: { title: string; features: readonly string[] }) {
  if (features.length === 0) return null;
  return (
    <div className="bf-PlanSwitcher-diff">
      <p>{title}</p>
      <ul>
        {features.map((feature) => (
          <li key={feature}>{feature}</li>
        ))}
      </ul>
    </div>
  );
}

interface QuoteDetailsProps {
  quote: Quote | null;
  /** Whether it is of what is chosen now. One that is not stays until the new one is there. */
  isFresh: boolean;
  subscription: Subscription;
  words: PlanSwitcherWords;
}
