'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import { forwardRef, type ReactNode } from 'react';
import { Notice } from '../../primitives/Notice.js';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { Bone } from '../../primitives/Skeleton.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { FreePlan } from './FreePlan.js';
import { SubscriptionItem } from './SubscriptionItem.js';
import { subscriptionSummaryWords } from './subscriptionSummaryWords.js';

/** What a customer pays for, how much, and what happens next. Fetches nothing: see {@link SubscriptionSummaryViewProps}. */
export const SubscriptionSummaryView = forwardRef<HTMLElement, SubscriptionSummaryViewProps>(
  function SubscriptionSummaryView(
    {
      state,
      subscriptions,
      problem,
      manageBilling,
      upgrade,
      renderUndo,
      onRetry,
      onSignIn,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(subscriptionSummaryWords, ownWords);
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
          {duplicatesOf(living).map(({ plan, count }) => (
            <Notice
              key={plan}
              className="bf-SubscriptionSummary-duplicate"
              tone="neutral"
              title={say.duplicate(plan, count)}
            />
          ))}
          {living.map((subscription) => (
            <SubscriptionItem
              key={subscription.id}
              subscription={subscription}
              words={words}
              undo={state === 'expired' ? null : renderUndo?.(subscription)}
            />
          ))}
          {isFree ? <FreePlan ended={known[0]} words={words} /> : null}
          {isKnown || state === 'loading' ? (
            <Actions isKnown={isKnown}>{isFree ? upgrade : manageBilling}</Actions>
          ) : null}
        </div>
      </Section>
    );
  },
);

/** Products of which somebody has more than one subscription, and how many. One that never started is none. */
function duplicatesOf(living: readonly Subscription[]): { plan: string; count: number }[] {
  const counts = new Map<string, { plan: string; count: number }>();
  for (const { product, status } of living) {
    if (status === 'incomplete') continue;
    const { count = 0 } = counts.get(product.id) ?? {};
    counts.set(product.id, { plan: product.name, count: count + 1 });
  }
  return [...counts.values()].filter(({ count }) => count > 1);
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
  /** What stands below a plan that is about to end or rest: the way to take that back. */
  renderUndo?: (subscription: Subscription) => ReactNode;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
