interface EuVat {
  /** What follows the two letters, without spaces and punctuation. */
  readonly pattern: string;
  readonly example: string;
}

/** VAT numbers of the Union's countries by the letters they begin with: the country's code, but `EL` in Greece. */
// prettier-ignore
export const euVat: Readonly<Record<string, EuVat>> = {
  AT: { pattern: 'U\\d{8}', example: 'ATU12345678' },
  BE: { pattern: '[01]\\d{9}', example: 'BE0123456789' },
  BG: { pattern: '\\d{9,10}', example: 'BG0123456789' },
  CY: { pattern: '\\d{8}[A-Z]', example: 'CY12345678Z' },
  CZ: { pattern: '\\d{8,10}', example: 'CZ12345678' },
  DE: { pattern: '\\d{9}', example: 'DE123456789' },
  DK: { pattern: '\\d{8}', example: 'DK12345678' },
  EE: { pattern: '\\d{9}', example: 'EE123456789' },
  EL: { pattern: '\\d{9}', example: 'EL123456789' },
  ES: { pattern: '[A-Z\\d]\\d{7}[A-Z\\d]', example: 'ESA1234567Z' },
  FI: { pattern: '\\d{8}', example: 'FI12345678' },
  FR: { pattern: '[A-Z\\d]{2}\\d{9}', example: 'FRAB123456789' },
  HR: { pattern: '\\d{11}', example: 'HR12345678912' },
  HU: { pattern: '\\d{8}', example: 'HU12345678' },
  IE: { pattern: '\\d[A-Z\\d+*]\\d{5}[A-Z]{1,2}', example: 'IE1234567AB' },
  IT: { pattern: '\\d{11}', example: 'IT12345678912' },
  LT: { pattern: '\\d{9}(?:\\d{3})?', example: 'LT123456789123' },
  LU: { pattern: '\\d{8}', example: 'LU12345678' },
  LV: { pattern: '\\d{11}', example: 'LV12345678912' },
  MT: { pattern: '\\d{8}', example: 'MT12345678' },
  NL: { pattern: '\\d{9}B\\d{2}', example: 'NL123456789B12' },
  PL: { pattern: '\\d{10}', example: 'PL1234567890' },
  PT: { pattern: '\\d{9}', example: 'PT123456789' },
  RO: { pattern: '\\d{2,10}', example: 'RO1234567891' },
  SE: { pattern: '\\d{12}', example: 'SE123456789123' },
  SI: { pattern: '\\d{8}', example: 'SI12345678' },
  SK: { pattern: '\\d{10}', example: 'SK1234567891' },
  // Northern Ireland, where goods are in the Union's market.
  XI: { pattern: '\\d{9}(?:\\d{3})?|(?:GD|HA)\\d{3}', example: 'XI123456789' },
};

/** The letters that a country's numbers begin with. */
export const euVatPrefix = (country: string): string => (country === 'GR' ? 'EL' : country);

/** True of countries only: `XI` and `EL` are none, although numbers begin with them. */
export const isOfTheUnion = (country: string): boolean =>
  country !== 'XI' && country !== 'EL' && Object.hasOwn(euVat, euVatPrefix(country));
