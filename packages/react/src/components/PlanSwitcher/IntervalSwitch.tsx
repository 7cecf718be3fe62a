'use client';
import type { Plan } from '@billfold/contract';
import { useDisplay } from '../../display.js';
import { formatPercent } from '../../format/percent.js';
import { Segments } from '../../primitives/Segments.js';
import type { Words } from '../../words/Words.js';
import { billingInterval, intervalsOf, optionsOf, savingOf, type BillingInterval } from './planOptions.js';
import { savingText } from './savingText.js';

/** Monthly or yearly, with what the longer one saves. Nothing where there is only one. */
export function IntervalSwitch({ plans, currency, value, disabled, words, onInterval }: IntervalSwitchProps) {
  const { locale } = useDisplay();
  const intervals = intervalsOf(plans, currency);
  if (intervals.length < 2) return null;

  const options = intervals.map((price) => {
    const interval = billingInterval(price);
    const { saving, isSame } = savingOf(optionsOf(plans, currency, interval));
    return {
      value: interval,
      label: words.billed(price.interval, price.intervalCount),
      extra: isSame
        ? savingText(saving, plans, locale, words)
        : words.saveUpTo(formatPercent(String(saving?.percent), locale)),
    };
  });

  return (
    <Segments
      legend={words.intervals}
      options={options}
      value={value}
      disabled={disabled}
      onValue={onInterval}
    />
  );
}

interface IntervalSwitchProps {
  plans: readonly Plan[];
  currency: string;
  value: BillingInterval;
  disabled: boolean;
  words: Words['planSwitcher'];
  onInterval: (interval: BillingInterval) => void;
}
