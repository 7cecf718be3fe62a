/**
 * What a merchant may want a fresh proof for, of who sits at the keyboard: the operations that each covers. A session that was
 * opened an hour ago on a shared machine can then show everything and end nothing.
 */
export const stepUpOperations = {
  change_plan: ['changeSubscription', 'deletePendingChange'],
  cancel: ['cancelSubscription', 'updateSubscription'],
  pause: ['pauseSubscription', 'resumeSubscription'],
  pay: ['payInvoice'],
  payment_methods: [
    'createSetupIntent',
    'addPaymentMethod',
    'setDefaultPaymentMethod',
    'removePaymentMethod',
  ],
  billing_details: ['updateBillingDetails', 'addTaxId', 'removeTaxId'],
} as const;

export type StepUpAction = keyof typeof stepUpOperations;
export const stepUpActions = Object.keys(stepUpOperations) as [StepUpAction, ...StepUpAction[]];
