import type { Invoice } from '@billfold/contract';

/** Which invoices to show: all, those in one status, or those of one year. */
export interface InvoiceFilter {
  status?: Invoice['status'];
  /** Calendar year of issue, UTC. */
  year?: number;
}

/** How far back years are offered: for about as long as books must be kept. */
const YEARS = 10;

/** The years to choose from, this one first. */
export function yearsUntil(now: Date): number[] {
  return Array.from({ length: YEARS }, (_, index) => now.getUTCFullYear() - index);
}

/** A filter as the value of an option: `''`, `open`, `2026`. */
export const filterValue = ({ status, year }: InvoiceFilter) => String(status ?? year ?? '');

/** The filter that an option's value stands for. */
export function parseFilter(value: string): InvoiceFilter {
  if (value === '') return {};
  return /^\d+$/.test(value) ? { year: Number(value) } : { status: value as Invoice['status'] };
}
