import type { Subscription } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import type { SectionState } from '../../primitives/sectionState.js';
import type { PlanChangeFacts } from './planChangeFacts.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';

/** What the switcher says aloud: what it is waiting for, what a change costs, and what became of it. */
export function announcementOf(
  state: SectionState,
  { phase, quote, isQuoteFresh }: PlanChangeFacts,
  subscription: Subscription | null,
  isUndone: boolean,
  { pendingChange, planChange, planSwitcher, section }: PlanSwitcherWords,
): ReactNode {
  if (state === 'loading') return planSwitcher.loading;
  if (isUndone && subscription) return pendingChange.undone(subscription.product.name);
  switch (phase) {
    case 'previewing':
      return planChange.pricing;
    case 'ready':
      return quote && isQuoteFresh ? planChange.dueNowIs(<Amount money={quote.dueNow} />) : '';
    case 'authenticating':
      return planChange.bank;
    case 'settling':
      return quote ? planChange.settling(quote.product.name) : '';
    case 'changed':
      return subscription && !subscription.pendingChange
        ? planChange.changed(subscription.product.name)
        : planChange.scheduled;
    default:
      return state === 'refreshing' ? section.refreshing : '';
  }
}
