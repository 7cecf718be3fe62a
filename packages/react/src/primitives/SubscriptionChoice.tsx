'use client';
import type { Subscription } from '@billfold/contract';
import { useId, type ReactNode } from 'react';
import { Amount } from '../format/Amount.js';
import { Day } from '../format/Day.js';
import type { Words } from '../words/Words.js';
import { RadioRow } from './RadioRow.js';
import { isSettled, type SectionState } from './sectionState.js';
import { stateName } from './subscriptionState.js';

/**
 * Which of several subscriptions a component is about, by name, price and how it stands; and what follows from that, under
 * the name of the one that was chosen. Where there is no choice nobody is asked; who has others is told which it is.
 */
export function SubscriptionChoice({
  subscriptions,
  chosen,
  isOneOfSeveral = false,
  title,
  label,
  nameOf,
  disabled,
  words,
  onSubscription,
  children,
}: SubscriptionChoiceProps) {
  const group = useId();
  const { subscriptionChoice: say, managedElsewhere } = words;
  const subject = subscriptions.find(({ id }) => id === chosen);
  const isAsked = subscriptions.length > 1 && onSubscription !== undefined;
  if (!isAsked && !(subject && isOneOfSeveral)) return children;

  const nameOfOne = ({ product, quantity }: Subscription) => nameOf(product.name, quantity);
  const priceOf = ({ amount, price }: Subscription) =>
    say.price(<Amount money={amount} />, price.interval, price.intervalCount);
  const factsOf = (subscription: Subscription) => (
    <p className="bf-SubscriptionChoice-facts">
      <span>{stateName(subscription, words.subscriptionStates)}</span>
      <span>{say.since(<Day at={subscription.startedAt} />)}</span>
      {subscription.managedBy ? <span>{managedElsewhere.billedBy(subscription.managedBy.name)}</span> : null}
    </p>
  );

  return (
    <>
      {isAsked ? (
        <fieldset className="bf-SubscriptionChoice" disabled={disabled}>
          <legend className="bf-Field-label">{label}</legend>
          {subscriptions.map((subscription) => (
            <RadioRow
              key={subscription.id}
              name={group}
              value={subscription.id}
              checked={subscription.id === chosen}
              label={nameOfOne(subscription)}
              end={priceOf(subscription)}
              onChange={() => onSubscription(subscription.id)}
            >
              {factsOf(subscription)}
            </RadioRow>
          ))}
        </fieldset>
      ) : null}
      {subject ? (
        <div
          role="group"
          aria-label={say.chosen(title, nameOfOne(subject))}
          className="bf-SubscriptionChoice-chosen"
        >
          {isAsked ? null : (
            <div className="bf-SubscriptionChoice-subject">
              <p>
                <strong>{nameOfOne(subject)}</strong> {priceOf(subject)}
              </p>
              {factsOf(subject)}
            </div>
          )}
          {children}
        </div>
      ) : (
        children
      )}
    </>
  );
}

/** Whether nothing can be done before it is known to which of several subscriptions. */
export const mustChoose = (
  state: SectionState,
  subscriptions: readonly Subscription[],
  subscription: Subscription | null | undefined,
): boolean => isSettled(state) && !subscription && subscriptions.length > 1;

export type SubscriptionChoiceWords = Pick<
  Words,
  'subscriptionChoice' | 'subscriptionStates' | 'managedElsewhere'
>;

interface SubscriptionChoiceProps {
  subscriptions: readonly Subscription[];
  /** Undefined as long as nobody has chosen: then nothing follows that could be done to one of them. */
  chosen: string | undefined;
  /** Whether the customer has others than the one that it is about, so that it must be named. @default false */
  isOneOfSeveral?: boolean;
  /** What is done to the one that is chosen. */
  title: string;
  /** The question. */
  label: string;
  /** Tells one of them from the others. */
  nameOf: (plan: string, quantity: number) => string;
  disabled?: boolean;
  words: SubscriptionChoiceWords;
  onSubscription?: (subscription: string) => void;
  children?: ReactNode;
}
