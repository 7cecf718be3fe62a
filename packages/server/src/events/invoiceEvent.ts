import type { EventType, Invoice } from '@billfold/contract';

/**
 * How it ended that somebody was to pay, as its event is called, whoever keeps the invoice; null: nobody was asked, or it is not
 * known yet.
 *
 * @param isRefused whether a bank has refused since it was told of last.
 */
export function invoiceOutcome(
  { status, payment }: { status: Invoice['status']; payment: { status: string } | null },
  isRefused: boolean,
): Extract<EventType, `invoice.${string}`> | null {
  if (status === 'paid') return 'invoice.paid';
  if (status === 'void') return 'invoice.voided';
  if (!isRefused) return null;
  return payment?.status === 'requires_action' ? 'invoice.payment_action_required' : 'invoice.payment_failed';
}

/** What is told of an invoice that nobody was told of: it is there, is final, and what came of its payment. */
export function newInvoiceEvents(outcome: EventType | null): EventType[] {
  return ['invoice.created', 'invoice.finalized', ...(outcome ? [outcome] : [])];
}
