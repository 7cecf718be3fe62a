/** What is said to a customer who pays for no plan. */
export const noSubscription = {
  upgrade: 'See plans',
  pastInvoices: 'Past invoices stay in your list of invoices.',
};
