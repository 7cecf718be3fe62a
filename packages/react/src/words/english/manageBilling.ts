export const manageBilling = {
  label: 'Manage billing',
  /** Read out while the portal is being opened. */
  busy: 'Opening billing…',
  failed: 'Billing could not be opened.',
  retry: 'Try again',
  unauthorized: 'Your session ended. Sign in again.',
  noCustomer: 'Nothing to manage yet. Choose a plan first.',
};
