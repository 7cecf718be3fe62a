import type { CityLabel, Line2Label, PostalCodeLabel, RegionLabel } from '@billfold/contract/countries';

/** What the parts of an address are called, which goes by the country. */
export const addressLabels: Record<Line2Label | CityLabel | RegionLabel | PostalCodeLabel, string> = {
  line2: 'Apartment, suite or building',
  neighborhood: 'Neighborhood',
  suburb: 'Suburb',
  townland: 'Townland',
  village: 'Village',

  city: 'City',
  post_town: 'Town or city',

  area: 'Area',
  county: 'County',
  department: 'Department',
  district: 'District',
  emirate: 'Emirate',
  island: 'Island',
  oblast: 'Oblast',
  parish: 'Parish',
  prefecture: 'Prefecture',
  province: 'Province',
  region: 'Region',
  state: 'State',

  postal: 'Postal code',
  zip: 'ZIP code',
  pin: 'PIN code',
  eircode: 'Eircode',
};
