'use client';
import type { Plan, PlanPrice, Subscription } from '@billfold/contract';
import { useId, useMemo, useState, type ChangeEvent, type KeyboardEvent } from 'react';
import type { PlanSelection } from './PlanChangeState.js';
import {
  findPrice,
  intervalKey,
  intervalOf,
  intervalsOf,
  isSameInterval,
  type PlanInterval,
} from './planIntervals.js';

interface PlanChangePropsInput {
  subscription: Subscription | undefined;
  plans: readonly Plan[];
  /** What the controls show: what is chosen, else what there is. */
  selection: PlanSelection | null;
  isChosen: boolean;
  isBusy: boolean;
  isConfirmable: boolean;
  select: (change: Partial<PlanSelection>) => void;
  confirm: () => void;
}

/** The connection of a change of plan to native controls: what they show, and what somebody is still typing. */
export function usePlanChangeProps(input: PlanChangePropsInput) {
  const { subscription, plans, selection, isChosen, isBusy, isConfirmable, select, confirm } = input;
  const id = useId();
  const [shownInterval, setShownInterval] = useState<PlanInterval | null>(null);
  const [typedQuantity, setTypedQuantity] = useState<string | null>(null);
  const [typedCode, setTypedCode] = useState<string | null>(null);
  const [typedFor, setTypedFor] = useState(subscription?.id);

  // While it renders, so that what was meant for one subscription is never shown for another.
  if (subscription && typedFor !== subscription.id) {
    setTypedFor(subscription.id);
    if (typedFor !== undefined) reset();
  }

  const intervals = useMemo(() => intervalsOf(plans), [plans]);
  const interval = shownInterval ?? (subscription ? intervalOf(subscription.price) : (intervals[0] ?? null));
  const price = selection ? findPrice(plans, selection.price) : undefined;
  const limits = price?.quantity ?? { adjustable: false, min: 1, max: 1 };
  const isQuantityValid = typedQuantity === null || isWithin(typedQuantity, limits);
  const code = selection?.promotionCode ?? '';
  const isCodeApplied = typedCode === null || typedCode.trim() === code;

  /** Shows the prices of another interval. A plan that is chosen stays chosen, at its price there. */
  function setInterval(wanted: PlanInterval): void {
    setShownInterval(intervalOf(wanted));
    if (!isChosen || !price) return;
    const sibling = plans
      .find((plan) => plan.id === price.product)
      ?.prices.find((other) => isSameInterval(other, wanted) && isChoosable(other));
    if (sibling) choose({ price: sibling.id });
  }

  /** Chooses; what was typed but not taken into the choice gives way to it. */
  function choose(change: Partial<PlanSelection>): void {
    setTypedQuantity(null);
    select(change);
  }

  function applyPromotionCode(): void {
    if (!isCodeApplied) select({ promotionCode: typedCode?.trim() || null });
    setTypedCode(null);
  }

  function reset(): void {
    setShownInterval(null);
    setTypedQuantity(null);
    setTypedCode(null);
  }

  const getters = {
    /** The intervals that there are prices in, shortest first. */
    intervals,
    /** The one whose prices are shown: that of the subscription, until another is set. */
    interval,
    setInterval,
    /** The prices of a plan in the shown interval. */
    getPrices: (plan: Plan): PlanPrice[] =>
      plan.prices.filter((offered) => interval !== null && isSameInterval(offered, interval)),
    /** Has the typed promotion code priced, as leaving its field or Enter does. */
    applyPromotionCode,

    getPriceProps: (offered: PlanPrice) => ({
      type: 'radio' as const,
      name: `${id}price`,
      value: offered.id,
      checked: selection?.price === offered.id,
      disabled: isBusy || !isChoosable(offered),
      onChange: () => choose({ price: offered.id }),
      'aria-describedby': offered.unavailable === null ? undefined : reasonId(id, offered),
    }),
    /** Of the element that says why a price can not be chosen. */
    getReasonProps: (offered: PlanPrice) => ({ id: reasonId(id, offered) }),
    getIntervalProps: (offered: PlanInterval) => ({
      type: 'radio' as const,
      name: `${id}interval`,
      value: intervalKey(offered),
      checked: interval !== null && isSameInterval(offered, interval),
      disabled: isBusy,
      onChange: () => setInterval(offered),
    }),
    getQuantityProps: () => ({
      type: 'number' as const,
      inputMode: 'numeric' as const,
      step: 1,
      min: limits.min,
      max: limits.max,
      value: typedQuantity ?? String(selection?.quantity ?? 1),
      disabled: isBusy || !limits.adjustable,
      'aria-invalid': isQuantityValid ? undefined : true,
      onChange: ({ target: { value } }: ChangeEvent<HTMLInputElement>) => {
        setTypedQuantity(value);
        if (isWithin(value, limits)) select({ quantity: Number(value) });
      },
    }),
    getPromotionCodeProps: () => ({
      type: 'text' as const,
      value: typedCode ?? code,
      maxLength: 64,
      disabled: isBusy,
      autoComplete: 'off',
      autoCapitalize: 'characters',
      spellCheck: false,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => setTypedCode(target.value),
      // Not with every letter: half a code is no code, and would be called invalid.
      onBlur: applyPromotionCode,
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        applyPromotionCode();
      },
    }),
    getConfirmProps: () => ({
      type: 'button' as const,
      // While busy it is not `disabled`, or it loses the focus.
      disabled: !isBusy && !(isConfirmable && isComplete),
      'aria-disabled': isBusy || undefined,
      'aria-busy': isBusy || undefined,
      onClick: () => {
        if (isComplete) confirm();
      },
    }),
  };

  const isComplete = isQuantityValid && isCodeApplied;
  return {
    /** Whether all that was typed is part of what is priced. */
    isComplete,
    getters,
    reset,
  };
}

/** The current price can always be chosen, or nobody could take a choice back. */
function isChoosable({ unavailable, current }: PlanPrice): boolean {
  return unavailable === null || current;
}

function isWithin(typed: string, { min, max }: { min: number; max: number }): boolean {
  return /^\d{1,6}$/.test(typed) && Number(typed) >= min && Number(typed) <= max;
}

function reasonId(id: string, { id: price }: PlanPrice): string {
  return `${id}reason-${price}`;
}
