import type { Quote, Subscription } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import type { SectionState } from '../../primitives/sectionState.js';
import { isOnNextInvoice, type PlanChangeFacts } from './planChangeFacts.js';
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
      return quote && isQuoteFresh && subscription ? costOf(quote, subscription, planChange) : '';
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

/** What is due today; where that is nothing, when the change comes, or when it is paid. */
function costOf(quote: Quote, { product }: Subscription, say: PlanSwitcherWords['planChange']): ReactNode {
  const { timing, effectiveAt, dueNow, total } = quote;
  if (isOnNextInvoice(quote)) return say.onNextInvoiceIs(<Amount money={total} />);
  return timing === 'period_end' && dueNow.amount === 0
    ? say.effectiveLater(<Day at={effectiveAt} />, product.name)
    : say.dueNowIs(<Amount money={dueNow} />);
}
