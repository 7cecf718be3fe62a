'use client';
import type { Subscription } from '@billfold/contract';
import { useId } from 'react';

/** Which of several subscriptions a component is about. Nothing where there is one. */
export function SubscriptionSelect({
  subscriptions,
  chosen,
  label,
  nameOf,
  disabled,
  onSubscription,
}: SubscriptionSelectProps) {
  const id = useId();
  if (subscriptions.length < 2 || !onSubscription) return null;
  return (
    <div className="bf-Field">
      <label htmlFor={id} className="bf-Field-label">
        {label}
      </label>
      <select
        id={id}
        className="bf-Select"
        value={chosen}
        disabled={disabled}
        onChange={(event) => onSubscription(event.target.value)}
      >
        {subscriptions.map(({ id: subscription, product, quantity }) => (
          <option key={subscription} value={subscription}>
            {nameOf(product.name, quantity)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface SubscriptionSelectProps {
  subscriptions: readonly Subscription[];
  chosen: string;
  label: string;
  /** Tells one of them from the others. */
  nameOf: (plan: string, quantity: number) => string;
  disabled?: boolean;
  onSubscription?: (subscription: string) => void;
}
