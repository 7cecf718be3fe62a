import { compactTaxId } from '../../../rules/taxIds.js';
import type { Payer } from './account.js';
import { millionthsOf, shareOf, split, sum, WHOLE } from './money.js';
import type { Millis } from './periods.js';
import { verificationAt } from './taxIds.js';
import { isInEU, ratesAt, type TaxRate } from './taxRates.js';

/** How somebody is taxed: at which rates, and who pays it to the tax office. */
export interface TaxTreatment {
  rates: TaxRate[];
  /** True where a business in another country of the EU owes the tax to its own tax office. */
  reverseCharge: boolean;
}

/** What tax is computed from: one line of an invoice. */
export interface TaxableLine {
  amount: bigint;
  taxBehavior: 'inclusive' | 'exclusive';
}

/** Tax of one rate over the invoice. */
export interface TaxAmount extends TaxRate {
  inclusive: boolean;
  reverseCharge: boolean;
  /** What the rate was applied to, without the tax itself. */
  taxableAmount: bigint;
  amount: bigint;
}

/** Where the sandbox's merchant is established. It matters for nothing but reverse charge. */
export const MERCHANT_COUNTRY = 'IE';

/**
 * Decides how a customer is taxed at an instant: by their country, and in the EU by whether they are a business elsewhere
 * in it. A VAT number counts until its register has said that it does not know it.
 */
export function treatmentOf(
  { address, taxIds }: Pick<Payer, 'address' | 'taxIds'>,
  at: Millis,
): TaxTreatment {
  if (address === null) return { rates: [], reverseCharge: false };
  const { country, region } = address;
  const isBusiness = taxIds.some(
    (taxId) =>
      taxId.type === 'eu_vat' &&
      isOfCountry(taxId.value, country) &&
      verificationAt(taxId, at) !== 'unverified',
  );
  const reverseCharge = isInEU(country) && country !== MERCHANT_COUNTRY && isBusiness;
  return { rates: ratesAt(country, region), reverseCharge };
}

/**
 * Whether a VAT number, however it is written, is of this country. Greece has letters of its own, and both are in use.
 * Of those that name no country the published test numbers are good anywhere, and others nowhere.
 */
function isOfCountry(value: string, country: string): boolean {
  const number = compactTaxId(value);
  const [prefix] = /^[A-Z]{2}/.exec(number) ?? [];
  return prefix ? prefix.replace('EL', 'GR') === country : TEST_NUMBER.test(number);
}

/** Published test numbers without their country: all of their digits are the same. */
const TEST_NUMBER = /^([0129])\1{5,14}$/;

/**
 * The taxes of an invoice, one entry per rate and per way of charging it. Tax is rounded on each line and then
 * added up, so that lines can be taken from an invoice one by one without a unit appearing or vanishing.
 */
export function taxesOn(lines: readonly TaxableLine[], treatment: TaxTreatment): TaxAmount[] {
  return (['exclusive', 'inclusive'] as const).flatMap((behavior) => {
    const taxed = lines.filter((line) => line.taxBehavior === behavior);
    if (taxed.length === 0) return [];
    const perLine = taxed.map((line) => taxLine(line, treatment));
    return treatment.rates.map((rate, index) => ({
      ...rate,
      inclusive: behavior === 'inclusive',
      reverseCharge: treatment.reverseCharge,
      taxableAmount: sum(perLine.map(({ net }) => net)),
      amount: sum(perLine.map(({ taxes }) => taxes[index]!)),
    }));
  });
}

/** The same for lines that are not all taxed alike: those that are taxed alike are one entry all the same. */
export function taxesByTreatment(lines: readonly (TaxableLine & { treatment: TaxTreatment })[]): TaxAmount[] {
  const groups = new Map<string, typeof lines>();
  for (const line of lines) {
    const key = textOf(line.treatment);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap((alike) => taxesOn(alike, alike[0]!.treatment));
}

/** A treatment in one spelling, whatever the order in which the database has kept its parts. */
function textOf({ rates, reverseCharge }: TaxTreatment): string {
  return JSON.stringify([reverseCharge, rates.map(({ name, country, percent }) => [name, country, percent])]);
}

/** One line without its taxes, and each tax on it. */
function taxLine(
  { amount, taxBehavior }: TaxableLine,
  treatment: TaxTreatment,
): { net: bigint; taxes: bigint[] } {
  const rates = treatment.rates.map((rate) => millionthsOf(rate.percent));
  if (treatment.reverseCharge) return { net: amount, taxes: rates.map(() => 0n) };
  if (taxBehavior === 'exclusive') return { net: amount, taxes: rates.map((rate) => shareOf(amount, rate)) };

  // The price is all there is: it is divided into taxes and the rest, and not a unit more or less comes out. With
  // taxes first, the unit that a single tax is short of by exactly half goes to the tax: half-up, as everywhere.
  const parts = split(amount, [...rates, WHOLE]);
  return { net: parts.at(-1)!, taxes: parts.slice(0, -1) };
}
