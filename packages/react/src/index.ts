export { BillfoldRoot, type BillfoldRootProps } from './BillfoldRoot.js';
export { BillfoldDisplay, type BillfoldDisplayProps } from './BillfoldDisplay.js';
export type { ColorScheme, Display } from './display.js';

export type {
  PaymentFields,
  PaymentFieldsAuthenticationStep,
  PaymentFieldsEntry,
  PaymentFieldsProps,
  PaymentFieldsSettings,
  PaymentFieldsState,
} from './payment-fields/PaymentFields.js';
export { usePaymentFields } from './payment-fields/usePaymentFields.js';

export * from './components/BillingActivity/index.js';
export * from './components/BillingDetailsForm/index.js';
export * from './components/BillingOverview/index.js';
export * from './components/CancelSubscription/index.js';
export * from './components/InvoiceList/index.js';
export * from './components/ManageBillingButton/index.js';
export * from './components/PastDueBanner/index.js';
export * from './components/PauseSubscription/index.js';
export * from './components/PaymentMethodForm/index.js';
export * from './components/PaymentMethodList/index.js';
export * from './components/PendingChangeBanner/index.js';
export * from './components/PlanSwitcher/index.js';
export * from './components/SubscriptionSummary/index.js';
export * from './components/TrialBanner/index.js';
export * from './components/UpcomingInvoice/index.js';

export { Banner, type BannerProps } from './primitives/Banner.js';
export { Button, type ButtonProps } from './primitives/Button.js';
export { Chip, type Tone } from './primitives/Chip.js';
export type { MoreRows } from './primitives/ListFooter.js';
export { Notice, type NoticeProps } from './primitives/Notice.js';
export { Section, type HeadingLevel, type SectionProps } from './primitives/Section.js';
export { sectionState, sectionStates, type SectionState } from './primitives/sectionState.js';

export { Amount } from './format/Amount.js';
export { Day } from './format/Day.js';
export { Moment } from './format/Moment.js';
export { formatDate, formatDateTime } from './format/date.js';
export { formatMoney } from './format/money.js';

export { english } from './words/english/index.js';
export { plural, type PluralForms } from './words/plural.js';
export { useWords } from './words/useWords.js';
export type { InvoiceState, SubscriptionState, Words, WordsOverride } from './words/Words.js';
export type { Problem, ProblemCode } from './problem.js';
