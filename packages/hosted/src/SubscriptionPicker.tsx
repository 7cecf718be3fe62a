import type { Subscription } from '@billfold/contract';
import { useBillfold } from '@billfold/hooks';
import { formatDate, formatMoney } from '@billfold/react';
import { useId } from 'react';
import { words } from './words.js';

/**
 * Which of several plans the sections below are about. Before somebody has said it, each section asks by itself: the first
 * of several is nobody's choice.
 */
export function SubscriptionPicker({ subscriptions, chosen, onChoose }: SubscriptionPickerProps) {
  const id = useId();
  const { locale, timeZone } = useBillfold();
  const nameOf = ({ product, quantity, amount, price, startedAt }: Subscription) =>
    words.picker.name({
      plan: product.name,
      quantity,
      price: words.picker.price(formatMoney(amount, locale), price.interval, price.intervalCount),
      since: formatDate(startedAt, locale, timeZone),
    });
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
        {subscriptions.map((subscription) => (
          <option key={subscription.id} value={subscription.id}>
            {nameOf(subscription)}
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
