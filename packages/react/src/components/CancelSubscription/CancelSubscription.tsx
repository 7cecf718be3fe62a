'use client';
import { useOwnerKey, useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { SectionFrame } from '../../primitives/SectionFrame.js';
import { section } from '../../words/english/section.js';
import { cancelSubscriptionFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import { CancelBones } from './CancelBones.js';
import type { CancelMode } from './cancelSubscription.js';
import type { CancelSubscriptionViewProps } from './CancelSubscriptionView.js';

const connected = later(
  async () => (await import('./CancelSubscriptionConnected.js')).CancelSubscriptionConnected,
);
const frameWords = { cancelSubscription: cancelSubscriptionFrame, section };

/**
 * The way to cancel: what happens and when, told before it does, and the way back for as long as there is one. Needs a
 * `BillfoldRoot` above. Renders nothing where there is nothing to cancel, or the portal does not offer it.
 */
export const CancelSubscription = forwardRef<HTMLElement, CancelSubscriptionProps>(
  function CancelSubscription(props, ref) {
    // Asked for while the rest is on its way.
    useSubscriptions();
    const { part: Connected, hasFailed } = useLater(connected);
    // What was asked, done or told is about one subscription of one customer, and no other's.
    const subject = `${useOwnerKey()} ${props.subscription ?? ''}`;
    return Connected ? (
      <Connected {...props} ref={ref} key={subject} />
    ) : (
      <Frame {...props} ref={ref} hasFailed={hasFailed} />
    );
  },
);

const Frame = forwardRef<HTMLElement, CancelSubscriptionProps & { hasFailed: boolean }>(function Frame(
  {
    mode,
    words: own,
    subscription,
    presentation,
    initiallyOpen,
    onChangePlan,
    onCanceled,
    onStayed,
    onSignIn,
    ...rest
  },
  ref,
) {
  const { cancelSubscription: say, section: common } = useWords(frameWords, own);
  return (
    <SectionFrame
      {...rest}
      ref={ref}
      name="CancelSubscription"
      say={mode === 'strict' ? { ...say, title: say.strictTitle } : say}
      section={common}
      bones={<CancelBones />}
      onRetry={connected.load}
    />
  );
});

export interface CancelSubscriptionProps extends Omit<
  CancelSubscriptionViewProps,
  | 'state'
  | 'subscriptions'
  | 'subscription'
  | 'isOneOfSeveral'
  | 'isOpen'
  | 'flow'
  | 'outcome'
  | 'canceledAt'
  | 'loadProblem'
  | 'onSubscription'
  | 'onOpen'
  | 'onUndo'
  | 'onRetry'
> {
  /** Which one (`sub_…`). Without it, the customer's own; where there are several they are asked. */
  subscription?: string;
  /** How much is asked. `single`: one screen. `guided`: in steps. `strict`: nothing before it is done. @default as the portal is configured */
  mode?: CancelMode;
  /** Called when the customer would rather see other plans. Without it that is not offered. */
  onChangePlan?: () => void;
  /** Whether the customer is asked from the start. For a page that they are sent to for this. @default false */
  initiallyOpen?: boolean;
  /** Called once a cancellation is done. */
  onCanceled?: () => void;
  /** Called once the customer has taken an offer instead, or has paused. */
  onStayed?: () => void;
}
