import type { Subscription } from '@billfold/contract';
import { useId } from 'react';
import { words } from './words.js';

/**
 * Which of several plans the sections below are about. Before somebody has said it, each section asks by itself: the first
 * of several is nobody's choice.
 */
export function SubscriptionPicker({ subscriptions, chosen, onChoose }: SubscriptionPickerProps) {
  const id = useId();
  return (
    <div className="hosted-picker bf-Field">
      <label htmlFor={id} className="bf-Field-label">
        {words.picker.label}
      </label>
      <select
        id={id}
        className="bf-Select"
        value={chosen ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? undefined : target.value)}
      >
        <option value="">{words.picker.each}</option>
        {subscriptions.map(({ id: subscription, product, quantity }) => (
          <option key={subscription} value={subscription}>
            {words.picker.name(product.name, quantity)}
          </option>
        ))}
      </select>
    </div>
  );
}

interface SubscriptionPickerProps {
  subscriptions: readonly Subscription[];
  /** `sub_…` */
  chosen: string | undefined;
  onChoose: (subscription: string | undefined) => void;
}
