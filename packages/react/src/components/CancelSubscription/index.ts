export { CancelSubscription, type CancelSubscriptionProps } from './CancelSubscription.js';
export { CancelSubscriptionView, type CancelSubscriptionViewProps } from './CancelSubscriptionView.js';
export type { CancelFlowFacts } from './CancelFlow.js';
export type {
  CancelAttempt,
  CancelMode,
  CancelOutcome,
  CancelProgress,
  PauseOption,
  Why,
} from './cancelSubscription.js';
