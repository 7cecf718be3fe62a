/** A rate as the country (or the region) sets it. */
export interface TaxRate {
  /** What it is called there. */
  name: string;
  /** ISO 3166-1 alpha-2, upper case. */
  country: string;
  /** A decimal string of at most four decimals: `19`, `8.875`. */
  percent: string;
}

/** Members of the European Union with their standard rates of value added tax. */
// prettier-ignore
const EU_VAT: Record<string, string> = {
  AT: '20', BE: '21', BG: '20', CY: '19', CZ: '21', DE: '19', DK: '25', EE: '24', ES: '21', FI: '25.5', FR: '20',
  GR: '24', HR: '25', HU: '27', IE: '23', IT: '22', LT: '21', LU: '17', LV: '21', MT: '18', NL: '21', PL: '23',
  PT: '23', RO: '21', SE: '25', SI: '22', SK: '23',
};

/** One rate for the whole country. */
const NATIONAL: Record<string, { name: string; percent: string }> = {
  AU: { name: 'GST', percent: '10' },
  CA: { name: 'GST', percent: '5' },
  CH: { name: 'VAT', percent: '8.1' },
  GB: { name: 'VAT', percent: '20' },
  IN: { name: 'GST', percent: '18' },
  JP: { name: 'Consumption tax', percent: '10' },
  NO: { name: 'VAT', percent: '25' },
  NZ: { name: 'GST', percent: '15' },
  SG: { name: 'GST', percent: '9' },
};

/** What a region adds of its own, by country and region. */
const REGIONAL: Record<string, { name: string; percent: string }> = {
  'CA-QC': { name: 'QST', percent: '9.975' },
  'US-NY': { name: 'Sales tax', percent: '8.875' },
  'US-TX': { name: 'Sales tax', percent: '6.25' },
  'US-WA': { name: 'Sales tax', percent: '6.5' },
};

/**
 * The rates that apply at an address; none where the table knows none. A small table that is good enough to
 * develop against: it knows no reduced rates, no cities and no history, and is no advice on tax.
 */
export function ratesAt(country: string, region: string | null): TaxRate[] {
  const european = EU_VAT[country];
  const rates = [
    european === undefined ? undefined : { name: 'VAT', percent: european },
    NATIONAL[country],
    region === null ? undefined : REGIONAL[`${country}-${region.toUpperCase()}`],
  ];
  return rates.filter((rate) => rate !== undefined).map((rate) => ({ ...rate, country }));
}

export function isInEU(country: string): boolean {
  return Object.hasOwn(EU_VAT, country);
}
