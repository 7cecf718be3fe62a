'use client';
import type { PaymentMethod } from '@billfold/contract';
import { expiryOf } from '@billfold/hooks';
import { useId } from 'react';
import { paymentMethodName } from '../words/paymentMethodName.js';
import type { Words } from '../words/Words.js';

/** What is going to be charged: said where there is one, chosen where there are several. Nothing where nobody may know. */
export function PayWith({ paymentMethods, chosen, isUnknown, now, disabled, words, onChoose }: PayWithProps) {
  const { payInvoice: say } = words;
  const id = useId();
  const nameOf = (method: PaymentMethod) => {
    const name = paymentMethodName(method, words.paymentMethods);
    return expiryOf(method, now) === 'expired' ? say.expired(name) : name;
  };
  const [only] = paymentMethods;
  if (!only) return isUnknown ? <p>{say.withUsual}</p> : null;
  if (paymentMethods.length === 1 || !onChoose) {
    const method = paymentMethods.find((it) => it.id === chosen) ?? only;
    return <p>{say.with(nameOf(method))}</p>;
  }
  return (
    <div className="bf-Field">
      <label htmlFor={id} className="bf-Field-label">
        {say.chooseMethod}
      </label>
      <select
        id={id}
        className="bf-Select"
        value={chosen ?? only.id}
        disabled={disabled}
        onChange={({ target }) => onChoose(target.value)}
      >
        {paymentMethods.map((method) => (
          <option key={method.id} value={method.id}>
            {nameOf(method)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What can be charged, and what is going to be. */
export interface PaymentMethodChoice {
  /** Empty where nothing is on file, or nobody may know what is. */
  paymentMethods: readonly PaymentMethod[];
  /** `pm_…`; null: what billing charges by itself. */
  chosen: string | null;
  /** Whether that is not known yet: nothing is to be charged until it is. */
  isPending?: boolean;
  /** Whether it could not be told what is on file: billing charges its usual one then. */
  isUnknown?: boolean;
  /** Whether it is certain that nothing is on file. */
  isMissing?: boolean;
  /** Called with the one that was chosen (`pm_…`). */
  onChoose?: (paymentMethod: string) => void;
  /** Called when another one was put on file, with it where that is known (`pm_…`). */
  onAdded?: (paymentMethod: string | null) => void;
}

interface PayWithProps extends PaymentMethodChoice {
  /** The moment from which expiry is judged. */
  now: Date;
  disabled?: boolean;
  words: Pick<Words, 'payInvoice' | 'paymentMethods'>;
}
