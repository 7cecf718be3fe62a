/**
 * Names that are derived and not drawn by lot: running the same thing twice gives the same invoices, which is
 * what lets work that was interrupted be done again.
 */

// Crockford's base 32: no letter that is mistaken for a digit, and none that makes a word by accident.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight characters that stand before a customer's invoice numbers. A project that has them already asks for the next try. */
export function invoicePrefix(customer: string, attempt: number): string {
  let rest = fingerprint(`${customer}#${attempt}`);
  let prefix = '';
  while (prefix.length < 8) {
    prefix += ALPHABET[Number(rest & 31n)]!;
    rest >>= 5n;
  }
  return prefix;
}

/** What an invoice is called: the customer's prefix, and its place in the customer's row of invoices, from 1. */
export function invoiceNumber(prefix: string, sequence: number): string {
  return `${prefix}-${String(sequence).padStart(4, '0')}`;
}

/**
 * The id of an invoice, unique in its project as its number is. Ids of one customer sort as their numbers do, in
 * every collation, which keeps invoices of one instant in their order.
 */
export function invoiceId(prefix: string, sequence: number): string {
  return `in_${sequence.toString(36).padStart(6, '0')}${prefix.toLowerCase()}`;
}

/** The id of the n-th line of an invoice, from 0. */
export function invoiceLineId(invoice: string, index: number): string {
  return `il_${invoice.slice('in_'.length)}${index.toString(36).padStart(2, '0')}`;
}

/** FNV-1a, 64 bits. It only has to spread: nothing is kept secret by it. */
function fingerprint(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}
