import type { TaxIdType } from '@billfold/contract';
import { taxIdTypeFacts } from '@billfold/contract/countries';
import { countryName } from '../../format/countryName.js';
import type { Words } from '../../words/Words.js';

/** What a kind of tax id is called: `br_cnpj` as `CNPJ (Brazil)`. */
export function taxIdName(type: TaxIdType, locale: string, say: Words['taxIds']): string {
  // A newer server may know more kinds.
  const { label, country } = taxIdTypeFacts[type] ?? taxIdTypeFacts.unknown;
  if (!country) return say.unknown;
  return say.name(label, countryName(country, locale));
}
