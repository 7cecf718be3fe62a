'use client';
import type { Plan } from '@billfold/contract';
import type { PlanInterval } from '@billfold/hooks';
import { useDisplay } from '../../display.js';
import { formatPercent } from '../../format/percent.js';
import { Segments } from '../../primitives/Segments.js';
import type { Words } from '../../words/Words.js';
import { intervalKey, intervalsOf, optionsOf, savingOf } from './planOptions.js';
import { savingText } from './savingText.js';

/** Monthly or yearly, with what the longer one saves.  */
export function IntervalSwitch({ plans, currency, value, disabled, words, onInterval }: IntervalSwitchProps) {
  const { locale } = useDisplay();
  const intervals = intervalsOf(plans, currency);
  const options = intervals.map((price) => {
    const { saving, isSame } = savingOf(optionsOf(plans, currency, price));
    return {
      value: intervalKey(price),
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
      value={intervalKey(value)}
      disabled={disabled}
      onValue={(key) => {
        const { interval, intervalCount } = intervals.find((price) => intervalKey(price) === key)!;
        onInterval({ interval, intervalCount });
      }}
    />
  );
}

interface IntervalSwitchProps {
  plans: readonly Plan[];
  currency: string;
  value: PlanInterval;
  disabled: boolean;
  words: Words['planSwitcher'];
  onInterval: (interval: PlanInterval) => void;
}
