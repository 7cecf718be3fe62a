/** What is said of data while billing can not be reached. */
export const lastKnown = {
  asOf: (moment: string) => `As of ${moment}. Billing can’t be reached right now.`,
};
