/** What is said of data while billing can not be reached. */
export const lastKnown = {
  asOf: (moment: string) => `Shown as of ${moment}; billing can not be reached right now.`,
};
