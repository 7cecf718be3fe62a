export { BillingActivity, type BillingActivityProps } from './BillingActivity.js';
export { BillingActivityView, type BillingActivityViewProps } from './BillingActivityView.js';
export type { ActivityTold } from '../../words/english/activitySentences.js';
