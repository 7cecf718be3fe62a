import type { TaxId } from '@billfold/contract';

/** What the register of a country has said about a tax id. */
export const taxIdVerifications: Record<TaxId['verification'], string> = {
  pending: 'Being checked',
  verified: 'Verified',
  unverified: 'Not found',
  unavailable: 'Not checked',
};

/** What that means where it is not plain, and what to do about it. */
export const taxIdAdvice = {
  unverified: 'The register does not know this number. Check it, and add it again if it is another.',
  unavailable: 'Could not be checked; it counts all the same.',
};

export const taxIds = {
  /** `CNPJ (Brazil)`. What it is called where it comes from is a name, and is not translated; the country may be null. */
  name: (name: string, country: string | null) => (country ? `${name} (${country})` : name),
  /** Of a number of no kind that is known. */
  unknown: 'Other tax ID',
};
