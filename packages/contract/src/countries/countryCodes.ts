import { lines } from './generated/lines.js';

/**
 * The countries to choose from: the 249 codes that ISO 3166-1 has assigned, and Kosovo's `XK`, which it has not, but which
 * billing providers, the European Union and `Intl.DisplayNames` use. Ascension (`AC`) and Tristan da Cunha (`TA`) are
 * no entries of their own: ISO counts them to Saint Helena, `SH`. Names come from `Intl.DisplayNames`.
 */
export const countryCodes: readonly string[] = Object.keys(lines);
