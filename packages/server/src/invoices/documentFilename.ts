import type { Invoice } from '@billfold/contract';
import type { CustomerBilling } from '../provider/CustomerBilling.js';

const LONGEST_NUMBER = 80;

/**
 * The name that an invoice or a receipt is saved under, such as `invoice-ACME-0042.pdf`.
 *
 * It is plain ASCII without separators and starts with a word, so that it is a valid name on every system and in
 * every `Content-Disposition` header, whatever the number of the invoice holds: no path, no leading dot, none of
 * the names that Windows keeps for devices.
 */
export function documentFilename(
  invoice: Pick<Invoice, 'id' | 'number'>,
  kind: Parameters<CustomerBilling['getInvoiceDocument']>[1],
): string {
  return `${kind}-${asFilename(invoice.number) || asFilename(invoice.id)}.pdf`;
}

function asFilename(text: string): string {
  return text
    .replace(/[^0-9A-Za-z_]+/g, '-')
    .slice(0, LONGEST_NUMBER)
    .replace(/^-+|-+$/g, '');
}
