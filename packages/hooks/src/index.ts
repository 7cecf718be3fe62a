export { BillfoldRoot, type BillfoldRootProps } from './BillfoldRoot.js';
export { useAsOf } from './useAsOf.js';
export { useBillfold, type Billfold } from './useBillfold.js';
export { useOwnerKey } from './customerOwner.js';
export { useOnline } from './useOnline.js';

export { createClient } from './client.js';
export type { CallOptions, Client, ClientOptions, PortalOperation } from './client.js';
export type { DownloadedDocument } from './readResponse.js';
export type { SessionSource, SessionToken } from './tokenSource.js';
export type { OnStepUp, StepUpRequest } from './stepUp.js';
export { BillfoldError, isBillfoldError, isUnheard } from './BillfoldError.js';
export type { BillfoldErrorCode, BillfoldErrorFacts } from './BillfoldError.js';
export { billfoldKey, type BillfoldKey, type Noun } from './keys.js';

export { sessionQuery } from './sessions/sessionQuery.js';
export { fetchSession } from './sessions/fetchSession.js';
export { useSession } from './sessions/useSession.js';
export { useBillingReturn, type BillingReturn } from './sessions/useBillingReturn.js';
export { notePortalOpened } from './sessions/portalVisit.js';
export { activityQuery, type ActivityInput } from './activity/activityQuery.js';
export { useActivity } from './activity/useActivity.js';
export { plansQuery, type PlansInput } from './plans/plansQuery.js';
export { usePlans, type PlansOptions } from './plans/usePlans.js';
export { subscriptionsQuery } from './subscriptions/subscriptionsQuery.js';
export { useSubscriptions } from './subscriptions/useSubscriptions.js';
export { invoicesQuery, type InvoicesInput } from './invoices/invoicesQuery.js';
export { useInvoices } from './invoices/useInvoices.js';
export { invoiceQuery } from './invoices/invoiceQuery.js';
export { useInvoice } from './invoices/useInvoice.js';
export { useInvoiceDocument, type InvoiceDocumentInput } from './invoices/useInvoiceDocument.js';

export { subscriptionQuery } from './subscriptions/subscriptionQuery.js';
export { useSubscription } from './subscriptions/useSubscription.js';
export { usePauseSubscription, type PauseInput } from './subscriptions/usePauseSubscription.js';
export type { PauseOption } from './subscriptions/pauseOptions.js';
export { useResumeSubscription } from './subscriptions/useResumeSubscription.js';
export { useDeletePendingChange } from './subscriptions/useDeletePendingChange.js';
export { cancellationPreviewQuery } from './cancellations/cancellationPreviewQuery.js';
export {
  useCancellationPreview,
  type CancellationPreviewOptions,
} from './cancellations/useCancellationPreview.js';
export {
  useCancelSubscription,
  type CancellationStep,
  type CancellationWhy,
} from './cancellations/useCancelSubscription.js';
export { useRetentionOffer } from './cancellations/useRetentionOffer.js';
export { upcomingInvoiceQuery } from './invoices/upcomingInvoiceQuery.js';
export { useUpcomingInvoice } from './invoices/useUpcomingInvoice.js';
export { useUpcomingInvoices } from './invoices/useUpcomingInvoices.js';
export { useInvoicesExport, type InvoicesExportInput } from './invoices/useInvoicesExport.js';
export {
  useInvoiceDocumentsExport,
  type InvoiceDocumentsExportInput,
} from './invoices/useInvoiceDocumentsExport.js';
export { usePayInvoice, type PayInvoiceInput } from './invoices/usePayInvoice.js';

export { paymentMethodsQuery } from './payment-methods/paymentMethodsQuery.js';
export { usePaymentMethods, type PaymentMethodsOptions } from './payment-methods/usePaymentMethods.js';
export { expiryOf, type Expiry } from './payment-methods/expiryOf.js';
export { useAddPaymentMethod, type AddPaymentMethodInput } from './payment-methods/useAddPaymentMethod.js';
export {
  initialPaymentMethodAddition,
  paymentMethodAddition,
  type PaymentMethodAdditionAction,
  type PaymentMethodAdditionState,
  type PaymentMethodAdditionStatus,
} from './payment-methods/paymentMethodAddition.js';
export type { FieldsConfirmation, PaymentFieldsHandle } from './payment-methods/PaymentFieldsHandle.js';
export { useSetupReturn } from './payment-methods/useSetupReturn.js';
export { finishSetupReturn, type SetupReturnState } from './payment-methods/returnedSetup.js';
export {
  useSetDefaultPaymentMethod,
  type DefaultPaymentMethodInput,
} from './payment-methods/useSetDefaultPaymentMethod.js';
export { useRemovePaymentMethod } from './payment-methods/useRemovePaymentMethod.js';
export { billingDetailsQuery } from './billing-details/billingDetailsQuery.js';
export { useBillingDetails } from './billing-details/useBillingDetails.js';
export { useSaveBillingDetails } from './billing-details/useSaveBillingDetails.js';
export type {
  BillingDetailsInput,
  BillingDetailsOutcome,
  BillingDetailsSaved,
  NewTaxId,
} from './billing-details/saveBillingDetails.js';

export { usePlanChange, type PlanChangeInput } from './quotes/usePlanChange.js';
export { canConfirm, planChange } from './quotes/planChange.js';
export { initialPlanChange } from './quotes/PlanChangeState.js';
export type {
  PlanChangeAction,
  PlanChangePhase,
  PlanChangeState,
  PlanSelection,
} from './quotes/PlanChangeState.js';
export type { PlanInterval } from './quotes/planIntervals.js';
export { useActionRunner, type ActionOutcome, type ActionState } from './payments/useActionRunner.js';
export type { ActionTarget, Settlement } from './payments/settlement.js';
export type { PaymentPhase } from './payments/paymentPhase.js';
export type { Authenticate, AuthenticationResult, AuthenticationStep } from './payments/Authenticate.js';
