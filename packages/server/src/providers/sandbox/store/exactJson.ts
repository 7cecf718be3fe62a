import { customType } from 'drizzle-orm/pg-core';

/**
 * A column of the engine's own objects, as JSON. Amounts are counted in BigInt, of which JSON knows nothing: they are
 * written as `{ "bigint": "1200" }`, so that no digit is lost and nothing else is taken for one.
 */
export const exactJson = <Value>(name: string) =>
  customType<{ data: Value; driverData: unknown }>({
    dataType: () => 'jsonb',
    toDriver: (value) => writeExact(value),
    fromDriver: (stored) => readExact(stored) as Value,
  })(name);

export function writeExact(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? { bigint: part.toString() } : part,
  );
}

/** Drivers have parsed the JSON already. */
export function readExact(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null) return stored;
  if (Array.isArray(stored)) return stored.map(readExact);
  const entries = Object.entries(stored);
  const [only] = entries;
  if (entries.length === 1 && only![0] === 'bigint') return BigInt(only![1] as string);
  return Object.fromEntries(entries.map(([key, part]) => [key, readExact(part)]));
}
