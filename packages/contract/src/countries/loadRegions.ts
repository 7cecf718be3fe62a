import { regionLists } from './generated/regionLists.js';

/** A state, province, county, … to choose from. */
export interface Region {
  /** What an address keeps as its `region`: `CA`, `13`, `DU`; in a few countries the name itself. */
  code: string;
  /** In latin letters. */
  name: string;
  /** As the country writes it, where that is in other letters or words. */
  localName: string | null;
}

/**
 * The regions of a country, in the order in which it lists them: by number where they are numbered, else by
 * name. `null` where none are known: then a region is a line of text. Each list is loaded when it is first
 * asked for, so that a page loads those it shows.
 */
export async function loadRegions(country: string): Promise<readonly Region[] | null> {
  if (!Object.hasOwn(regionLists, country)) return null;
  const { regions } = await regionLists[country]!();
  return regions.map(([code, name, localName = null]) => ({ code, name, localName }));
}

/** Where letters are addressed with the region's code; elsewhere its name is written. */
const WRITTEN_AS_CODE = new Set(['AU', 'BR', 'CA', 'IT', 'US']);

/**
 * A region as it is written in an address: `CA` in the USA, `Tokyo` for Japan's `13`. What is in no list stays as it is.
 * To be handed to `formatAddress`, which knows no lists.
 */
export async function regionName(country: string, region: string | null): Promise<string | null> {
  if (region === null || WRITTEN_AS_CODE.has(country)) return region;
  const regions = await loadRegions(country);
  return regions?.find(({ code }) => code === region)?.name ?? region;
}
