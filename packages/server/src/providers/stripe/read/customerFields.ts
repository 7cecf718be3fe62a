/**
 * What the portal knows of a customer and Stripe has no field for is kept in the customer's metadata, under these names.
 */
export const customerMetadata = {
  /** The project that the customer belongs to. One Stripe account can serve several. */
  project: 'billfold_project',
  /** The portal's id of the customer. */
  customer: 'billfold_customer',
  /** `business` or `individual`. */
  kind: 'billfold_kind',
  /** The customer's own address, as it was at Stripe before invoices were sent to another one: Stripe has one field for both. */
  email: 'billfold_email',
  /**
   * Where invoices are sent beside the customer's `email`, to which Stripe sends them: one address each, because a value holds
   * 500 characters.
   */
  invoiceEmails: [2, 3, 4, 5].map((number) => `billfold_invoice_email_${number}`),
} as const;

/** The name of the custom field of invoices that holds the customer's own reference. It is printed as it stands. */
export const purchaseOrderField = 'Purchase order';

/** Metadata of a subscription that is paused by `pause_collection`: when that begins, in seconds since 1970. */
export const pauseStartsAtKey = 'billfold_pause_starts_at';
