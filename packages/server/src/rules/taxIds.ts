import type { TaxId, TaxIdEntry } from '@billfold/contract';
import { BillfoldError } from '../errors.js';

/** A number without what people put between its parts, in upper case. */
export function compactTaxId(value: string): string {
  return value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** @throws BillfoldError `tax_id_invalid` */
export async function checkTaxId({ type, value }: TaxIdEntry): Promise<TaxIdEntry> {
  if (!/^[A-Z0-9]{4,24}$/.test(compactTaxId(value))) {
    throw new BillfoldError('tax_id_invalid', { fields: [{ path: 'value', message: 'must be a tax id' }] });
  }
  return { type, value: compactTaxId(value) };
}

/** What the register of the sandbox says of a number. */
export async function verdictOn({ value }: TaxIdEntry): Promise<TaxId['verification']> {
  const digits = value.replace(/\D/g, '');
  if (/^1+$/.test(digits)) return 'unverified';
  if (/^2+$/.test(digits)) return 'pending';
  return /^9+$/.test(digits) ? 'unavailable' : 'verified';
}
