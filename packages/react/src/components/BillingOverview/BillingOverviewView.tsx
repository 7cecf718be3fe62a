'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import { forwardRef, type ReactNode } from 'react';
import { Section, type SectionProps } from '../../primitives/Section.js';
import { isSettled } from '../../primitives/sectionState.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { Bone } from '../../primitives/Skeleton.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { billingOverviewWords } from './billingOverviewWords.js';
import { OverviewLine, type NextInvoice } from './OverviewLine.js';
import { OverviewLink, type OverviewWays } from './OverviewLink.js';

/** What a customer asks first: what they pay, when next, and what is going to change. Fetches nothing: see {@link BillingOverviewViewProps}. */
export const BillingOverviewView = forwardRef<HTMLElement, BillingOverviewViewProps>(
  function BillingOverviewView(
    {
      state,
      subscriptions,
      next,
      problem,
      upgrade,
      hrefs,
      onNavigate,
      onRetry,
      onRetryNext,
      onSignIn,
      words: ownWords,
      className,
      ...rest
    },
    ref,
  ) {
    const words = useWords(billingOverviewWords, ownWords);
    const { billingOverview: say } = words;
    const known = state === 'forbidden' ? [] : subscriptions;
    const living = known.filter(({ status }) => status !== 'canceled');
    const isFree = living.length === 0 && (isSettled(state) || known.length > 0);
    // What only leads away would fail there too once the session has ended.
    const ways = state === 'expired' ? {} : { hrefs, onNavigate };

    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        state={state}
        className={clsx('bf-BillingOverview', className)}
        announcement={
          state === 'loading' ? say.loading : state === 'refreshing' ? words.section.refreshing : ''
        }
      >
        <div className="bf-BillingOverview-content">
          <SectionProblem
            state={state}
            problem={problem}
            failed={say.failed}
            words={words}
            stale={living.length > 0 || isFree}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {state === 'loading' ? <Bones /> : null}
          {living.length > 0 ? (
            // A list without marks is none to VoiceOver, unless it says so.
            <ul role="list" className="bf-BillingOverview-lines">
              {living.map((subscription) => (
                <OverviewLine
                  key={subscription.id}
                  {...ways}
                  subscription={subscription}
                  next={next[subscription.id] ?? LOADING}
                  words={words}
                  onRetryNext={onRetryNext && (() => onRetryNext(subscription.id))}
                />
              ))}
            </ul>
          ) : null}
          {isFree ? (
            <div className="bf-BillingOverview-free">
              <p>{say.free}</p>
              {known.length > 0 ? <p className="bf-muted">{words.noSubscription.pastInvoices}</p> : null}
              {upgrade}
            </div>
          ) : null}
          {known.length > 0 || isSettled(state) || state === 'loading' ? (
            <Sections ways={ways} isFree={isFree} isKnown={state !== 'loading'} say={say} />
          ) : null}
        </div>
      </Section>
    );
  },
);

const LOADING: NextInvoice = { status: 'loading' };

/** The ways to the sections. They take their room before it is known what there is. */
function Sections({ ways, isFree, isKnown, say }: SectionsProps) {
  const { hrefs, onNavigate } = ways;
  if (!onNavigate && Object.keys(hrefs ?? {}).length === 0) return null;
  return (
    <nav
      className="bf-BillingOverview-sections"
      aria-label={say.sections}
      style={isKnown ? undefined : { visibility: 'hidden' }}
    >
      {isFree ? null : (
        <OverviewLink {...ways} section="plan">
          {say.toPlan}
        </OverviewLink>
      )}
      <OverviewLink {...ways} section="payment_methods">
        {say.toPaymentMethods}
      </OverviewLink>
      <OverviewLink {...ways} section="invoices">
        {say.toInvoices}
      </OverviewLink>
      <OverviewLink {...ways} section="billing_details">
        {say.toBillingDetails}
      </OverviewLink>
    </nav>
  );
}

/** The room of one plan, which most customers have. */
function Bones() {
  return (
    <div className="bf-BillingOverview-line" aria-hidden="true">
      <div className="bf-BillingOverview-what">
        <p className="bf-BillingOverview-name">
          <Bone />
        </p>
        <p>
          <Bone />
        </p>
      </div>
      <div className="bf-BillingOverview-next">
        <p className="bf-BillingOverview-amount">
          <Bone />
        </p>
        <p>
          <Bone length="long" />
        </p>
      </div>
    </div>
  );
}

interface SectionsProps {
  ways: OverviewWays;
  isFree: boolean;
  isKnown: boolean;
  say: (typeof billingOverviewWords)['billingOverview'];
}

export interface BillingOverviewViewProps
  extends OverviewWays, Omit<SectionProps, 'title' | 'aside' | 'announcement' | 'children'> {
  /** Living ones first. They stay on the page in every state but `forbidden`. */
  subscriptions: readonly Subscription[];
  /** What is charged next, by the id of the subscription; what is left out is still being asked for. */
  next: Readonly<Record<string, NextInvoice>>;
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  /** What stands there for a customer who pays for nothing: usually a link to your prices. */
  upgrade?: ReactNode;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to ask again for the next invoice of a subscription. Without it there is no such button. */
  onRetryNext?: (subscription: string) => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
