'use client';
import type { Subscription } from '@billfold/contract';
import { forwardRef } from 'react';
import type { SectionProps } from '../../primitives/Section.js';
import type { Problem } from '../../problem.js';
import type { WordsOverride } from '../../words/Words.js';
import { CancelFlow, type CancelFlowFacts } from './CancelFlow.js';
import { CancelStage } from './CancelStage.js';
import type { CancelOutcome } from './cancelSubscription.js';

/** The way to cancel, and what became of it. Fetches nothing: see {@link CancelSubscriptionViewProps}. */
export const CancelSubscriptionView = forwardRef<HTMLElement, CancelSubscriptionViewProps>(
  function CancelSubscriptionView(props, ref) {
    return <CancelStage {...props} ref={ref} Flow={CancelFlow} />;
  },
);

export interface CancelSubscriptionViewProps extends Omit<
  SectionProps,
  'title' | 'titleRef' | 'aside' | 'announcement' | 'children'
> {
  /** Those that can be canceled, or whose end can be taken back. */
  subscriptions: readonly Subscription[];
  /** The one that this is about. */
  subscription: Subscription | undefined;
  /** Whether the customer has others, so that it must be named. @default false */
  isOneOfSeveral?: boolean;
  /** `dialog`: asks above the page. `inline`: in its place. @default 'dialog' */
  presentation?: 'dialog' | 'inline';
  /** Whether the customer is deciding right now. */
  isOpen: boolean;
  /** What is decided on, and how. */
  flow: CancelFlowFacts;
  /** What was done last in this visit. */
  outcome?: CancelOutcome | null;
  /** When the cancellation was received; `strict` says it. */
  canceledAt?: string | null;
  /** Why the state is `error`, `expired` or `forbidden`. */
  loadProblem?: Problem | null;
  onSubscription?: (subscription: string) => void;
  /** Called to begin. Without it nothing can be canceled. */
  onOpen?: () => void;
  /** Called to take a scheduled end back. */
  onUndo?: () => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
