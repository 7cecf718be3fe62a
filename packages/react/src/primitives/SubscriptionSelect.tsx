'use client';
import type { Subscription } from '@billfold/contract';
import { useId } from 'react';

/** Which of several subscriptions a component is about. Nothing where there is but one. */
export function SubscriptionSelect({
  label,
  subscriptions,
  chosen,
  disabled,
  onChoose,
}: SubscriptionSelectProps) {
  const id = useId();
  if (subscriptions.length < 2) return null;
  return (
    <div className="bf-Field">
      <label htmlFor={id} className="bf-Field-label">
        {label}
      </label>
      <select
        id={id}
        className="bf-Select"
        value={chosen?.id}
        disabled={disabled}
        onChange={(event) => onChoose?.(event.target.value)}
      >
        {subscriptions.map(({ id: value, product }) => (
          <option key={value} value={value}>
            {product.name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface SubscriptionSelectProps {
  label: string;
  subscriptions: readonly Subscription[];
  chosen: Subscription | undefined;
  disabled?: boolean;
  onChoose?: (subscription: string) => void;
}
