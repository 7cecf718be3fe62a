export { BillingDetailsForm, type BillingDetailsFormProps } from './BillingDetailsForm.js';
export { BillingDetailsFormView } from './BillingDetailsFormView.js';
export type { BillingDetailsChanges } from './billingDetailsChanges.js';
export type { BillingDetailsFormFacts } from './BillingDetailsFields.js';
export type { BillingDetailsFormViewProps, BillingDetailsFormOutcome } from './BillingDetailsStage.js';
export type { SaveProblem } from './saveProblem.js';
