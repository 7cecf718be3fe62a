export { PauseSubscription, type PauseSubscriptionProps } from './PauseSubscription.js';
export {
  PauseSubscriptionView,
  type PauseOutcome,
  type PauseProgress,
  type PauseSubscriptionViewProps,
} from './PauseSubscriptionView.js';
