import type { Plan, PlanPrice } from '@billfold/contract';
import { formatPercent } from '../../format/percent.js';
import type { Words } from '../../words/Words.js';

/** What a price saves over a shorter one, as the server has counted it: `2 months free`, or a percentage; null: nothing. */
export function savingText(
  saving: PlanPrice['saving'],
  plans: readonly Plan[],
  locale: string,
  words: Words['planSwitcher'],
): string | null {
  if (!saving) return null;
  const shorter = plans.flatMap(({ prices }) => prices).find(({ id }) => id === saving.comparedTo);
  // "2 quarters free" is nothing that anybody says.
  return saving.freeIntervals && shorter?.intervalCount === 1
    ? words.freeIntervals(saving.freeIntervals, shorter.interval)
    : words.save(formatPercent(String(saving.percent), locale));
}
