export { PaymentMethodForm, type PaymentMethodFormProps } from './PaymentMethodForm.js';
export {
  PaymentMethodFormView,
  type PaymentMethodEntryFacts,
  type PaymentMethodFormViewProps,
} from './PaymentMethodFormView.js';
export type { AddedPaymentMethod } from '../../primitives/PaymentMethodEntryConnected.js';
export type { PaymentFieldsCondition } from '../../primitives/PaymentFieldsFrame.js';
export type {
  EntryProblemFacts,
  PaymentMethodEntryPhase,
  UseOfPaymentMethod,
} from '../../primitives/PaymentMethodEntry.js';
