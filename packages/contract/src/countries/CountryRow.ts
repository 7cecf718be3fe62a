/** A country's form in the generated table. What is left out is as the source's own default says. */
export interface CountryRow {
  /** Letters of the fields without which nothing arrives, as `linesOf` has them; left out: `AC`. */
  required?: string;
  line2?: string;
  city?: string;
  region?: string;
  postalCode?: string;
  /** Of a postal code in upper case, without spaces and hyphens. */
  pattern?: string;
  example?: string;
}

/** A region: its code, its name in latin letters, and its local name where that is another. */
export type RegionRow = readonly [code: string, name: string, localName?: string];
