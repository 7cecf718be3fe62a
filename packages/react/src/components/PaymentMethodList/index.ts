export { PaymentMethodListView, type PaymentMethodListViewProps } from './PaymentMethodListView.js';
export { expiryState, type ExpiryState } from './expiryState.js';
export type { PaymentMethodChange, PaymentMethodOutcome, PaymentMethodTask } from './paymentMethodChange.js';
