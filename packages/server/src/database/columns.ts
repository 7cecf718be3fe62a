import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Instants to the millisecond, as the API writes them. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** Bytes: `Uint8Array`s in the program, whatever a driver makes of them. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (bytes) => new Uint8Array(bytes),
});
