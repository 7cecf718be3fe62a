'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import { forwardRef, type ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { Chip } from '../../primitives/Chip.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { Bone } from '../../primitives/Skeleton.js';
import type { Problem } from '../../problem.js';
import { errors } from '../../words/english/errors.js';
import { section } from '../../words/english/section.js';
import { subscriptionStates } from '../../words/english/subscriptionStates.js';
import { subscriptionSummary } from '../../words/english/subscriptionSummary.js';
import { readable } from '../../words/readable.js';
import { useWords } from '../../words/useWords.js';
import type { Words, WordsOverride } from '../../words/Words.js';
import { subscriptionState, subscriptionTones } from './subscriptionState.js';

const english = { errors, section, subscriptionStates, subscriptionSummary };

/** What a customer pays for, how much, and what happens next. Fetches nothing: see {@link SubscriptionSummaryViewProps}. */
export const SubscriptionSummaryView = forwardRef<HTMLElement, SubscriptionSummaryViewProps>(
  function SubscriptionSummaryView(
    {
      state,
      subscriptions,
      problem,
      manageBilling,
      upgrade,
      onRetry,
      onSignIn,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(english, ownWords);
    const { subscriptionSummary: say } = words;
    const known = state === 'forbidden' ? [] : subscriptions;
    const living = known.filter(({ status }) => status !== 'canceled');
    const isKnown = known.length > 0 || state === 'ready' || state === 'empty' || state === 'refreshing';
    const isFree = isKnown && living.length === 0;

    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        state={state}
        className={clsx('bf-SubscriptionSummary', className)}
        announcement={
          state === 'loading' ? say.loading : state === 'refreshing' ? words.section.refreshing : ''
        }
      >
        <div className="bf-SubscriptionSummary-content">
          <SectionProblem
            state={state}
            problem={problem}
            failed={say.failed}
            words={words}
            stale={isKnown}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {state === 'loading' ? <Bones /> : null}
          {living.map((subscription) => (
            <Item key={subscription.id} subscription={subscription} words={words} />
          ))}
          {isFree ? <Free ended={known[0]} words={say} /> : null}
          {isKnown || state === 'loading' ? (
            <Actions isKnown={isKnown}>{isFree ? upgrade : manageBilling}</Actions>
          ) : null}
        </div>
      </Section>
    );
  },
);

function Item({ subscription, words }: { subscription: Subscription; words: SummaryWords }) {
  const { subscriptionSummary: say } = words;
  const { product, amount, price, quantity, status } = subscription;
  const state = subscriptionState(subscription);
  const tone = state ? subscriptionTones[state] : 'neutral';

  return (
    <div className="bf-SubscriptionSummary-item" data-state={state ?? status}>
      <p className="bf-SubscriptionSummary-name">
        {product.name}
        {tone ? <Chip tone={tone}>{state ? words.subscriptionStates[state] : readable(status)}</Chip> : null}
      </p>
      <p className="bf-muted bf-SubscriptionSummary-price">
        <span>{say.price(<Amount money={amount} />, price.interval, price.intervalCount)}</span>
        <span>{price.taxBehavior === 'inclusive' ? say.taxIncluded : say.plusTax}</span>
        {price.scheme === 'per_seat' ? <span>{say.seats(quantity)}</span> : null}
      </p>
      <p className="bf-muted">{whatIsNext(subscription, say)}</p>
    </div>
  );
}

/** What happens next, and when. Only an active subscription that nobody canceled is said to renew. */
function whatIsNext(subscription: Subscription, say: Words['subscriptionSummary']): ReactNode {
  const { renewsAt, cancelAt, trialEndAt } = subscription;
  const end = cancelAt && <Day at={cancelAt} />;

  switch (subscriptionState(subscription)) {
    case 'active':
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
      return end ? say.pastDueEnds(end) : say.pastDue;
    case 'unpaid':
      return say.unpaid;
    case 'paused':
      return say.paused;
    case 'incomplete':
      return say.incomplete;
    default:
      return null;
  }
}

/** For a customer who pays for nothing: so it is named, and what there was before, if anything. */
function Free({ ended, words }: { ended: Subscription | undefined; words: Words['subscriptionSummary'] }) {
  const endedAt = ended?.endedAt ?? ended?.canceledAt;
  return (
    <div className="bf-SubscriptionSummary-item" data-state="free">
      <p className="bf-SubscriptionSummary-name">{words.free}</p>
      <p className="bf-muted">{words.freeAdvice}</p>
      {ended && endedAt ? (
        <p className="bf-muted">{words.ended(ended.product.name, <Day at={endedAt} />)}</p>
      ) : null}
    </div>
  );
}

function Bones() {
  return (
    <div className="bf-SubscriptionSummary-item" aria-hidden="true">
      <p className="bf-SubscriptionSummary-name">
        <Bone />
      </p>
      <p>
        <Bone length="long" />
      </p>
      <p>
        <Bone length="long" />
      </p>
    </div>
  );
}

/** Takes its room before it is known what can be done, because where the place is narrow it stands on a line of its own. */
function Actions({ isKnown, children }: { isKnown: boolean; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="bf-SubscriptionSummary-actions" style={isKnown ? undefined : { visibility: 'hidden' }}>
      {children}
    </div>
  );
}

type SummaryWords = Pick<Words, keyof typeof english>;

export interface SubscriptionSummaryViewProps extends Omit<
  SectionProps,
  'title' | 'aside' | 'announcement' | 'children'
> {
  /** Living ones first. They stay on the page in every state but `forbidden`. */
  subscriptions: readonly Subscription[];
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  /** What stands below a plan that is paid for: usually a `<ManageBillingButton>`. */
  manageBilling?: ReactNode;
  /** What stands below the free plan: usually a link to your prices. */
  upgrade?: ReactNode;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
