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
 * the name of the one that was chosen. Where there is one, only what follows: nobody is asked what there is no choice of.
 */
export function SubscriptionChoice({
  subscriptions,
  chosen,
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
  if (subscriptions.length < 2 || !onSubscription) return children;
  const subject = subscriptions.find(({ id }) => id === chosen);

  return (
    <>
      <fieldset className="bf-SubscriptionChoice" disabled={disabled}>
        <legend className="bf-Field-label">{label}</legend>
        {subscriptions.map((subscription) => {
          const { id, product, quantity, amount, price, startedAt, managedBy } = subscription;
          return (
            <RadioRow
              key={id}
              name={group}
              value={id}
              checked={id === chosen}
              label={nameOf(product.name, quantity)}
              end={say.price(<Amount money={amount} />, price.interval, price.intervalCount)}
              onChange={() => onSubscription(id)}
            >
              <p className="bf-SubscriptionChoice-facts">
                <span>{stateName(subscription, words.subscriptionStates)}</span>
                <span>{say.since(<Day at={startedAt} />)}</span>
                {managedBy ? <span>{managedElsewhere.billedBy(managedBy.name)}</span> : null}
              </p>
            </RadioRow>
          );
        })}
      </fieldset>
      {subject ? (
        <div
          role="group"
          aria-label={say.chosen(title, nameOf(subject.product.name, subject.quantity))}
          className="bf-SubscriptionChoice-chosen"
        >
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
