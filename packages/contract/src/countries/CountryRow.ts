/** One country of the generated table. What is left out is as the source's own default says. */
export interface CountryRow {
  /**
   * The printed lines below the addressee: %A the lines of the street, %D a part of the city, %C the city, %S the
   * region, %Z the postal code. The letters are those of the source.
   */
  lines?: string;
  /** Letters of the fields without which nothing arrives; left out: `AC`. */
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
