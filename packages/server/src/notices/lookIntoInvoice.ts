import type { Invoice } from '@billfold/contract';
import { invoiceOutcome, newInvoiceEvents } from '../events/invoiceEvent.js';
import { previousAttributes } from '../events/previousAttributes.js';
import { withoutSecrets } from '../events/record.js';
import { withoutLines } from '../events/recordCharge.js';
import { tell, type Finding, type Reader, type Teller } from './Teller.js';
import { findTold, keepTold } from './toldRows.js';

/** Looks up one invoice; null when there is none of this id that customers are shown. */
export async function lookIntoInvoice({ billing }: Reader, id: string): Promise<Finding | null> {
  const invoice = await billing.getInvoice(id);
  return invoice && findingOf(withoutLines(invoice));
}

/** Looks up all of them, however many there are. */
export async function lookIntoInvoices({ billing }: Reader): Promise<Finding[]> {
  const findings: Finding[] = [];
  let after: string | null = null;
  do {
    const page = await billing.listInvoices({ limit: 100, after, status: null, year: null });
    findings.push(...page.invoices.map(findingOf));
    after = page.next;
  } while (after !== null);
  return findings;
}

function findingOf(read: Invoice): Finding {
  const invoice = withoutSecrets(read);
  return { place: 'invoice', since: invoice.issuedAt, tell: (teller) => tellOf(teller, invoice) };
}

async function tellOf(teller: Teller, after: Invoice): Promise<void> {
  const { unit, customer, isBaseline } = teller;
  const before = (await findTold<Invoice>(unit.database, customer, 'invoice', after.id))?.resource ?? null;
  if (before === null && !isBaseline) {
    const types = newInvoiceEvents(invoiceOutcome(after, isRefused(null, after)));
    for (const type of types) await tell(teller, type, { object: after });
    return;
  }
  const event = before && eventOf(before, after);
  if (before === null || event === null) return keepTold(unit.database, customer, 'invoice', [after]);
  await tell(teller, event, { object: after, previousAttributes: previousAttributes(before, after) });
}

function eventOf(before: Invoice, after: Invoice) {
  const refused = isRefused(before, after);
  return after.status === before.status && !refused ? null : invoiceOutcome(after, refused);
}

/** Whether the latest try to collect it was another one than it was told of, or has ended otherwise, and has brought nothing. */
function isRefused(before: Invoice | null, { payment }: Invoice): boolean {
  if (payment?.status !== 'failed' && payment?.status !== 'requires_action') return false;
  return payment.attemptedAt !== before?.payment?.attemptedAt || payment.status !== before.payment.status;
}
