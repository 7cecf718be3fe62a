/** How the lines of an invoice add up. */
export const invoiceAmounts = {
  /** `names`: the coupons it comes from; empty where they are not known. */
  discount: (names: string) => (names ? `Discount (${names})` : 'Discount'),
  /** `19%` and `DE`; the country is null where it is not known. */
  tax: (name: string, percent: string, country: string | null) =>
    country ? `${name} (${percent}, ${country})` : `${name} (${percent})`,
  /** A tax that is part of the prices. */
  taxIncluded: (tax: string) => `Includes ${tax}`,
  /** A tax that the customer settles with their own tax office. */
  reverseCharge: 'reverse charge',
  creditUsed: 'From your credit',
  creditAdded: 'Added to your credit',
};
