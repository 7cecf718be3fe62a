/** The states that a subscription can be in for the one who pays it. */
export const subscriptionStates = {
  active: 'Active',
  ending: 'Ends soon',
  trialing: 'Trial',
  pastDue: 'Past due',
  unpaid: 'Unpaid',
  paused: 'Paused',
  incomplete: 'Not started',
  canceled: 'Canceled',
};
