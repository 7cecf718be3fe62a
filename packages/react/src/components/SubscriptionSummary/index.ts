export { SubscriptionSummary, type SubscriptionSummaryProps } from './SubscriptionSummary.js';
export { SubscriptionSummaryView, type SubscriptionSummaryViewProps } from './SubscriptionSummaryView.js';
export { subscriptionState } from '../../primitives/subscriptionState.js';
