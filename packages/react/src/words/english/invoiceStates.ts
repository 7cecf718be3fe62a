/** The states that an invoice can be in for its reader. */
export const invoiceStates = {
  due: 'Due',
  pastDue: 'Past due',
  processing: 'Processing',
  actionNeeded: 'Action needed',
  paymentFailed: 'Payment failed',
  paid: 'Paid',
  partlyPaid: 'Partly paid',
  refunded: 'Refunded',
  partlyRefunded: 'Partly refunded',
  void: 'Void',
  uncollectible: 'Uncollectible',
};
