/** What is said of data while billing can not be reached. */
export const lastKnown = {
  /** In narrow places the end is cut off, so when comes first. */
  asOf: (moment: string) => `As of ${moment}. Billing can’t be reached right now.`,
};
