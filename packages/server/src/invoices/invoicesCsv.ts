import type { Invoice, Money } from '@billfold/contract';

/**
 * Invoices as a table for bookkeeping: one row each, amounts as plain numbers in the unit of their currency, days in UTC.
 * In each row the total is what was paid from credit, what was paid and what is still due; an invoice that was given up is
 * paid no more.
 *
 * Every cell is quoted, lines end as RFC 4180 says, and the mark at the beginning tells spreadsheets that it is UTF-8.
 */
export async function invoicesCsv(invoices: readonly Invoice[]): Promise<string> {
  // The build that runs in a browser tab as well, read when somebody wants a file.
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const rows = invoices.map((invoice) => Object.values(columns).map((cell) => cell(invoice)));
  return stringify([Object.keys(columns), ...rows], {
    bom: true,
    quoted: true,
    quoted_empty: true,
    record_delimiter: '\r\n',
  });
}

/** What each column is called, and what of an invoice stands in it. */
const columns: Record<string, (invoice: Invoice) => string> = {
  Number: ({ number }) => plainText(number),
  Status: ({ status }) => plainText(status),
  Issued: ({ issuedAt }) => day(issuedAt),
  Due: ({ dueAt }) => day(dueAt),
  'Paid on': ({ paidAt }) => day(paidAt),
  'Period start': ({ period }) => day(period.startAt),
  'Period end': ({ period }) => day(period.endAt),
  Currency: ({ total }) => plainText(total.currency.toUpperCase()),
  Subtotal: ({ subtotal }) => decimal(subtotal),
  Discount: ({ discount }) => decimal(discount),
  Tax: ({ tax }) => decimal(tax),
  Total: ({ total }) => decimal(total),
  'From credit': ({ balanceApplied }) => decimal(balanceApplied),
  Paid: ({ amountPaid }) => decimal(amountPaid),
  Remaining: ({ amountRemaining }) => decimal(amountRemaining),
  Refunded: ({ amountRefunded }) => decimal(amountRefunded),
};

/** An amount with all of its decimals and nothing else, from its digits: no amount passes through a fraction. */
function decimal({ amount, exponent }: Money): string {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const decimals = digits.slice(digits.length - exponent);
  return (amount < 0 ? '-' : '') + whole + (decimals === '' ? '' : `.${decimals}`);
}

/** The day of an instant in UTC, as its first ten characters say it; nothing where there is none. */
function day(instant: string | null): string {
  return instant?.slice(0, 10) ?? '';
}

/** What a spreadsheet takes for a formula when a cell begins with it, also in full width. */
const FORMULA = /^[=+\-@|%\uff1d\uff0b\uff0d\uff20]/;

/**
 * Text that a spreadsheet shows and does nothing with: on one line, without what nobody sees or what turns the direction of
 * the text around it. What would be a formula gets the apostrophe by which spreadsheets know text.
 */
function plainText(text: string): string {
  const seen = text
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Control}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim();
  return FORMULA.test(seen) ? `'${seen}` : seen;
}
