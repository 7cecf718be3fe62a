import type { AddressField } from './addressFields.js';
import { regionLists } from './generated/regionLists.js';
import { isKnownCountry, linesOf } from './linesOf.js';
import { rowOf } from './rowOf.js';

/** `line2`: what does not fit the first line. The others: the part of the city that the country writes there. */
export const line2Labels = ['line2', 'district', 'neighborhood', 'suburb', 'townland', 'village'] as const;
export type Line2Label = (typeof line2Labels)[number];

export const cityLabels = ['city', 'district', 'post_town', 'suburb'] as const;
export type CityLabel = (typeof cityLabels)[number];

export const regionLabels = [
  'area',
  'county',
  'department',
  'district',
  'emirate',
  'island',
  'oblast',
  'parish',
  'prefecture',
  'province',
  'region',
  'state',
] as const;
export type RegionLabel = (typeof regionLabels)[number];

export const postalCodeLabels = ['postal', 'zip', 'pin', 'eircode'] as const;
export type PostalCodeLabel = (typeof postalCodeLabels)[number];

/** What a country writes in an address, in which order and under which names. */
export interface AddressFormat {
  /** The fields that the country writes, and no others; those of one printed line in one row. */
  readonly rows: readonly (readonly AddressField[])[];
  /** Without these nothing arrives. Always `line1`; all of them are in `rows`. */
  readonly required: readonly AddressField[];
  /** What the country calls its fields. */
  readonly labels: {
    readonly line2: Line2Label;
    readonly city: CityLabel;
    readonly region: RegionLabel;
    readonly postalCode: PostalCodeLabel;
  };
  /**
   * What postal codes look like, where that is known: a pattern of the code in upper case without spaces and
   * hyphens (`isPostalCodeLikely` takes it as people write it), and an example as the country writes it.
   */
  readonly postalCode: { readonly pattern: string; readonly example: string } | null;
  /** True when `loadRegions` has a list to choose from. */
  readonly hasRegions: boolean;
}

const FIELDS: Record<string, AddressField> = {
  A: 'line1',
  D: 'line2',
  C: 'city',
  S: 'region',
  Z: 'postalCode',
};

/** One object for each country, so that it can be compared and be a dependency of an effect. */
const made = new Map<string, AddressFormat>();

/**
 * How a country writes an address: in latin letters where it writes both. A code that nobody knows gets all
 * fields, so that an address is never lost because its country is new.
 */
export function addressFormat(country: string): AddressFormat {
  const known = made.get(country);
  if (known) return known;
  const format = makeFormat(country);
  if (isKnownCountry(country)) made.set(country, format);
  return format;
}

function makeFormat(country: string): AddressFormat {
  const row = rowOf(country);
  const rows = rowsOf(linesOf(country));
  const required = [...(row.required ?? 'AC')].map((letter) => FIELDS[letter]);
  return {
    rows,
    required: rows.flat().filter((field) => required.includes(field)),
    labels: {
      line2: (row.line2 as Line2Label | undefined) ?? (linesOf(country).includes('%D') ? 'suburb' : 'line2'),
      city: (row.city as CityLabel | undefined) ?? 'city',
      region: (row.region as RegionLabel | undefined) ?? 'province',
      postalCode: (row.postalCode as PostalCodeLabel | undefined) ?? 'postal',
    },
    postalCode: row.pattern && row.example ? { pattern: row.pattern, example: row.example } : null,
    hasRegions: Object.hasOwn(regionLists, country),
  };
}

/**
 * The street has rows to itself, because its lines are long; the second line comes right after it where the
 * country has no other place for it.
 */
function rowsOf(lines: string): AddressField[][] {
  const hasPlaceForLine2 = lines.includes('%D');
  return lines.split('\n').flatMap((line) => {
    const fields = [...line.matchAll(/%([ADCSZ])/g)].map(([, letter]) => FIELDS[letter!]!);
    const street = fields.indexOf('line1');
    const rows: AddressField[][] =
      street < 0
        ? [fields]
        : [fields.slice(0, street), ['line1'], hasPlaceForLine2 ? [] : ['line2'], fields.slice(street + 1)];
    return rows.filter((row) => row.length > 0);
  });
}
