'use client';
import { clsx } from 'clsx/lite';
import type { Subscription, UpcomingInvoice } from '@billfold/contract';
import { forwardRef, useRef, useState, type ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Moment } from '../../format/Moment.js';
import type { PaymentMethodSlot } from '../../primitives/AddPaymentMethod.js';
import { Banner, type BannerProps } from '../../primitives/Banner.js';
import { Button } from '../../primitives/Button.js';
import { ManageLink } from '../../primitives/ManagedElsewhere.js';
import { paymentMethodName } from '../../words/paymentMethodName.js';
import { useWords } from '../../words/useWords.js';
import type { Words, WordsOverride } from '../../words/Words.js';
import { daysLeft, trialTone } from './trialTime.js';
import { trialWords } from './trialWords.js';

/** When a trial ends, and what happens then. Nothing where there is no trial. */
export const TrialBannerView = forwardRef<HTMLElement, TrialBannerViewProps>(function TrialBannerView(
  { subscription, upcomingInvoice, now, addPaymentMethod, cancel, words: ownWords, className, ...rest },
  ref,
) {
  const words = useWords(trialWords, ownWords);
  const { trial: say } = words;
  const [isAdding, setAdding] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const title = useRef<HTMLSpanElement>(null);
  const { status, trialEndAt, cancelAt, paymentMethod, product, managedBy } = subscription;
  if (status !== 'trialing' || !trialEndAt) return null;

  const days = daysLeft(trialEndAt, now);
  const isKept = cancelAt === null;
  const mustAct = isKept && paymentMethod === null && !managedBy;
  const isFolded = typeof addPaymentMethod === 'function';

  // The opener goes with the reason for it.
  const doneAdding = () => {
    setAdding(false);
    title.current?.focus();
  };
  const cancelAdding = () => {
    setAdding(false);
    opener.current?.focus();
  };

  return (
    <Banner
      {...rest}
      ref={ref}
      state={isKept ? 'ready' : 'ending'}
      tone={trialTone(days, mustAct)}
      className={clsx('bf-TrialBanner', className)}
      title={
        <span ref={title} tabIndex={-1}>
          {say.title(product.name, <Moment at={trialEndAt} />)}
        </span>
      }
      actions={
        managedBy ? (
          <ManageLink managedBy={managedBy} words={words.managedElsewhere} />
        ) : isKept ? (
          <>
            {mustAct && isFolded ? (
              <Button
                ref={opener}
                variant="primary"
                aria-expanded={isAdding}
                onClick={() => setAdding(!isAdding)}
              >
                {say.addPaymentMethod}
              </Button>
            ) : null}
            {mustAct && !isFolded ? addPaymentMethod : null}
            {cancel}
          </>
        ) : null
      }
      below={
        // It stays until it has told what came of it, also where the plan knows that already.
        isKept && isFolded && isAdding && !managedBy ? (
          <div className="bf-Banner-form">{addPaymentMethod(doneAdding, cancelAdding)}</div>
        ) : null
      }
    >
      <p>
        {days > 0 ? say.daysLeft(days) : say.lastDay} {whatFollows(subscription, upcomingInvoice, words)}
      </p>
    </Banner>
  );
});

/** What is charged, and to what; or what is to be done so that the plan stays. */
function whatFollows(
  { product, paymentMethod, cancelAt, managedBy }: Subscription,
  upcoming: UpcomingInvoice | null | undefined,
  {
    trial: say,
    paymentMethods,
    managedElsewhere,
  }: Pick<Words, 'trial' | 'paymentMethods' | 'managedElsewhere'>,
): ReactNode {
  if (cancelAt) return say.endsForGood;
  if (managedBy)
    return `${managedElsewhere.billedBy(managedBy.name)} ${managedElsewhere.advice(managedBy.name)}`;
  if (!paymentMethod) return say.noMethod(product.name);
  const method = paymentMethodName(paymentMethod, paymentMethods);
  if (upcoming === undefined) return say.chargedUnpriced(method);
  if (!upcoming || upcoming.amountDue.amount === 0) return say.free(method);
  return say.charged(<Amount money={upcoming.amountDue} />, <Day at={upcoming.issuedAt} />, method);
}

export interface TrialBannerViewProps extends Omit<
  BannerProps,
  'state' | 'tone' | 'title' | 'actions' | 'below' | 'announcement' | 'children'
> {
  subscription: Subscription;
  /** What is charged when the trial ends: undefined while that is not known, null where nothing is. */
  upcomingInvoice?: UpcomingInvoice | null;
  /** The moment from which the rest of the trial is counted. */
  now: Date;
  /** How a payment method is added, where none is on file. @default the kit's form, below a root with `paymentFields` */
  addPaymentMethod?: PaymentMethodSlot;
  /** The way to end the trial: usually a link to `<CancelSubscription>`. */
  cancel?: ReactNode;
  words?: WordsOverride;
}
