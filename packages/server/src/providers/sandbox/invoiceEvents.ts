import type { EventType, Invoice } from '@billfold/contract';
import type { Database } from '../../database/Database.js';
import { invoiceOutcome, newInvoiceEvents } from '../../events/invoiceEvent.js';
import { previousAttributes } from '../../events/previousAttributes.js';
import type { Account, InvoiceState } from './engine/account.js';
import type { Progress } from './engine/draft.js';
import type { CustomerRow } from './store/customers.js';
import { toInvoice, toInvoiceRow, toInvoiceStateRow } from './store/invoiceRows.js';
import { findInvoiceRow } from './store/invoices.js';

/** What the merchant is told about an invoice. */
export interface InvoiceEvent {
  type: EventType;
  object: Invoice;
  previousAttributes?: Partial<Invoice>;
}

/**
 * What is to be told of invoices that have just been saved. A new one is there, is final, and perhaps was paid or refused at
 * once; of an earlier one what has become of it.
 */
export async function invoiceEvents(
  database: Database,
  row: CustomerRow,
  before: Account,
  progress: Progress,
  drawn: boolean,
): Promise<InvoiceEvent[]> {
  const events: InvoiceEvent[] = [];
  for (const after of progress.changedInvoices) {
    const earlier = before.openInvoices.find(({ id }) => id === after.id)!;
    const type = outcomeOf(after, earlier);
    if (!type) continue;
    const saved = (await findInvoiceRow(database, row, after.id))!;
    const object = toInvoice(saved, drawn);
    const was = toInvoice({ ...saved, ...toInvoiceStateRow(earlier) }, drawn);
    events.push({ type, object, previousAttributes: previousAttributes(was, object) });
  }
  for (const issued of progress.issued) {
    const object = toInvoice(toInvoiceRow(row, issued), drawn);
    for (const type of newInvoiceEvents(outcomeOf(issued, null))) events.push({ type, object });
  }
  return events;
}

function outcomeOf(invoice: InvoiceState, before: InvoiceState | null): EventType | null {
  return invoiceOutcome(invoice, invoice.refusals > (before?.refusals ?? 0));
}
