'use client';
import { useOwnerKey, useSubscriptions } from '@billfold/hooks';
import { forwardRef } from 'react';
import { later, useLater } from '../../primitives/later.js';
import { SectionFrame } from '../../primitives/SectionFrame.js';
import { Bone } from '../../primitives/Skeleton.js';
import { section } from '../../words/english/section.js';
import { pauseSubscriptionFrame } from '../../words/english/sectionFrames.js';
import { useWords } from '../../words/useWords.js';
import type { PauseSubscriptionViewProps } from './PauseSubscriptionView.js';

const connected = later(
  async () => (await import('./PauseSubscriptionConnected.js')).PauseSubscriptionConnected,
);
const frameWords = { pauseSubscription: pauseSubscriptionFrame, section };

/**
 * Pauses a plan for some months, and ends the pause. Needs a `BillfoldRoot` above. Renders nothing where the portal does
 * not offer it, and for plans that can not be paused.
 */
export const PauseSubscription = forwardRef<HTMLElement, PauseSubscriptionProps>(
  function PauseSubscription(props, ref) {
    // Asked for while the rest is on its way.
    useSubscriptions();
    const { part: Connected, hasFailed } = useLater(connected);
    // What was chosen, done or told is the customer's, and nothing of it the next one's.
    const owner = useOwnerKey();
    return Connected ? (
      <Connected {...props} ref={ref} key={owner} />
    ) : (
      <Frame {...props} ref={ref} hasFailed={hasFailed} />
    );
  },
);

const Frame = forwardRef<HTMLElement, PauseSubscriptionProps & { hasFailed: boolean }>(function Frame(
  { words: own, subscription, onSignIn, ...rest },
  ref,
) {
  const words = useWords(frameWords, own);
  return (
    <SectionFrame
      {...rest}
      ref={ref}
      name="PauseSubscription"
      say={words.pauseSubscription}
      section={words.section}
      bones={<Bone length="long" />}
      onRetry={connected.load}
    />
  );
});

export interface PauseSubscriptionProps extends Omit<
  PauseSubscriptionViewProps,
  | 'state'
  | 'subscriptions'
  | 'subscription'
  | 'isOneOfSeveral'
  | 'options'
  | 'resumeAmount'
  | 'progress'
  | 'outcome'
  | 'problem'
  | 'loadProblem'
  | 'actionRef'
  | 'onSubscription'
  | 'onPause'
  | 'onResume'
  | 'onRetry'
> {
  /** Which one (`sub_…`). Without it, the customer's own; where there are several they are asked. */
  subscription?: string;
}
