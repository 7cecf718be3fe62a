/**
 * What a section says before the rest of it has been fetched. Each is the beginning of its component's words, and what
 * a host says otherwise there is said here too.
 */
export const planSwitcherFrame = {
  title: 'Change plan',
  loading: 'Loading plans…',
  failed: 'The plans could not be loaded.',
};

export const cancelSubscriptionFrame = {
  title: 'Cancel plan',
  /** The title that the law asks for where it does. */
  strictTitle: 'Cancel a contract',
  loading: 'Loading your plan…',
  failed: 'Your plan could not be loaded.',
};

export const pauseSubscriptionFrame = {
  title: 'Pause plan',
  loading: 'Loading your plan…',
  failed: 'Your plan could not be loaded.',
};

export const billingDetailsFrame = {
  title: 'Billing details',
  loading: 'Loading your billing details…',
  failed: 'Your billing details could not be loaded.',
};

export const paymentMethodListFrame = {
  title: 'Payment methods',
  loading: 'Loading payment methods…',
  failed: 'Your payment methods could not be loaded.',
  add: 'Add payment method',
};

export const paymentMethodFormFrame = {
  title: 'Add a payment method',
  loading: 'Loading the payment form…',
  failed: 'The payment form could not be loaded.',
};
