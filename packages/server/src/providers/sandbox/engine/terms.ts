/** By which rules a sandbox bills. */
export interface BillingTerms {
  /** A refused payment is tried again this many days after the try before; when the list is over, that is the end. */
  retryAfterDays: readonly number[];
  /** What becomes of a subscription whose last try was refused. */
  afterRetries: 'cancel' | 'leave_unpaid';
  /** How long a bank takes to settle a debit. */
  debitSettlesAfterDays: number;
  /** Until when an invoice is to be paid by a customer who has no payment method on file. */
  dueAfterDays: number;
  /** Whether somebody draws its invoices. */
  drawn: boolean;
}

export const defaultTerms: BillingTerms = {
  retryAfterDays: [3, 5, 7],
  afterRetries: 'cancel',
  debitSettlesAfterDays: 3,
  dueAfterDays: 14,
  drawn: false,
};
