/** The fields of an address, country aside. */
export const addressFields = ['line1', 'line2', 'city', 'region', 'postalCode'] as const;
export type AddressField = (typeof addressFields)[number];
