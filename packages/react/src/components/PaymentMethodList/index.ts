export { PaymentMethodList, type PaymentMethodListProps } from './PaymentMethodList.js';
export { PaymentMethodListView, type PaymentMethodListViewProps } from './PaymentMethodListView.js';
export type { PaymentMethodChange, PaymentMethodOutcome, PaymentMethodTask } from './paymentMethodChange.js';
