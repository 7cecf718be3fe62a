import type { Invoice } from '@billfold/contract';
import type { PortalContext } from '../operation.js';
import { recordObject } from './recordChange.js';

/** Tells of what a customer's change has invoiced at once, as time tells of renewals: it is there, is final, and perhaps paid. */
export async function recordInvoice(
  context: Pick<PortalContext<unknown>, 'caller' | 'unit'>,
  invoice: Invoice | null,
): Promise<void> {
  if (!invoice) return;
  await recordObject(context, 'invoice.created', invoice);
  await recordObject(context, 'invoice.finalized', invoice);
  if (invoice.status === 'paid') await recordObject(context, 'invoice.paid', invoice);
}
