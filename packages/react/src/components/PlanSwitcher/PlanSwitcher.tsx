'use client';
import { useOwnerKey, useSubscriptions } from '@billfold/hooks';
import { forwardRef, type CSSProperties } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { SectionFrame } from '../../primitives/SectionFrame.js';
import { section } from '../../words/english/section.js';
import { planSwitcherFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import { PlanBones } from './PlanBones.js';
import type { PlanSwitcherViewProps } from './PlanSwitcherView.js';

const connected = later(async () => (await import('./PlanSwitcherConnected.js')).PlanSwitcherConnected);
const frameWords = { planSwitcher: planSwitcherFrame, section };

/**
 * Lets the customer change plan, billing period and seats, with the exact cost before anything is confirmed. Needs a
 * `BillfoldRoot` above.
 */
export const PlanSwitcher = forwardRef<HTMLElement, PlanSwitcherProps>(function PlanSwitcher(props, ref) {
  // Asked for while the rest is on its way.
  useSubscriptions();
  const { part: Connected, hasFailed } = useLater(connected);
  // What was chosen, typed or told is the customer's, and nothing of it the next one's.
  const owner = useOwnerKey();
  return Connected ? (
    <Connected {...props} ref={ref} key={owner} />
  ) : (
    <Frame {...props} ref={ref} hasFailed={hasFailed} />
  );
});

const Frame = forwardRef<HTMLElement, PlanSwitcherProps & { hasFailed: boolean }>(function Frame(
  {
    initialRows = 3,
    words: own,
    subscription,
    addPaymentMethod,
    contactSales,
    upgrade,
    initialChoice,
    onChanged,
    onSignIn,
    ...rest
  },
  ref,
) {
  const words = useWords(frameWords, own);
  return (
    <SectionFrame
      {...rest}
      ref={ref}
      name="PlanSwitcher"
      say={words.planSwitcher}
      section={words.section}
      aside={<div className="bf-PlanSwitcher-intervals" />}
      bones={<PlanBones rows={initialRows} />}
      contentStyle={{ '--_rows': initialRows } as CSSProperties}
      onRetry={connected.load}
    />
  );
});

export interface PlanSwitcherProps extends Omit<
  PlanSwitcherViewProps,
  | 'state'
  | 'subscriptions'
  | 'subscription'
  | 'isOneOfSeveral'
  | 'plans'
  | 'change'
  | 'interval'
  | 'problem'
  | 'isOnline'
  | 'readOnly'
  | 'undo'
  | 'actionRef'
  | 'onSubscription'
  | 'onInterval'
  | 'onSelect'
  | 'onPromotionCode'
  | 'onConfirm'
  | 'onKeep'
  | 'onPreview'
  | 'onContinue'
  | 'onRetry'
> {
  /** Whose plan is changed: `sub_…`. @default the customer's; where there are several, they choose */
  subscription?: string;
  /** What is chosen and priced from the start, as if the customer had chosen it: `price_…`, and seats where there are some. */
  initialChoice?: { price: string; quantity?: number };
  /** Called when a change was made or scheduled. */
  onChanged?: () => void;
}
