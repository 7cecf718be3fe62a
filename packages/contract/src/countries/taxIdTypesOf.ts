import type { CustomerKind, TaxIdType } from '../billing-details.js';
import { isOfTheUnion } from './euVat.js';
import { NUMBERED_BY } from './numberedBy.js';
import { taxIdTypeFacts } from './taxIdTypeFacts.js';

/** Numbers that persons have, who run no business. */
const PERSONAL: ReadonlySet<TaxIdType> = new Set([
  'br_cpf',
  'es_cif',
  'fr_spi',
  'hr_oib',
  'is_kt',
  'it_cf',
  'pt_nif',
  'ro_tin',
]);

/**
 * The kinds of tax ids that customers of a country have, best first; for an individual those that persons have come
 * first. Empty where none are known. The Union's one-stop-shop number is for sellers and never offered.
 *
 * Great Britain gets `gb_vat` alone: Northern Irish `XI` numbers (kind `eu_vat`, which the portal takes for any
 * country) count for goods, and what is billed by subscription are services.
 */
export function taxIdTypesOf(country: string, kind: CustomerKind = 'business'): TaxIdType[] {
  const issuer = NUMBERED_BY[country] ?? country;
  const types = (Object.keys(taxIdTypeFacts) as TaxIdType[]).filter(
    (type) => taxIdTypeFacts[type].country === issuer && issuer !== 'EU',
  );
  if (isOfTheUnion(issuer)) types.unshift('eu_vat');
  if (kind === 'business') return types;
  return [...types.filter((type) => PERSONAL.has(type)), ...types.filter((type) => !PERSONAL.has(type))];
}
