/** One country of the generated table; `addressFormat` says what is meant by what is left out. */
export interface CountryRow {
  /**
   * The printed lines below the addressee: %A the lines of the street, %D a part of the city, %C the city, %S the
   * region, %Z the postal code. The letters are those of the source.
   */
  lines?: string;
  /** Letters of the fields without which nothing arrives. */
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
