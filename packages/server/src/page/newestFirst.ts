import { desc, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Page } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { openCursor, signCursor, type CursorScope } from './cursor.js';

/** Two columns that no two rows share: when a row came to be, and its id. */
interface Place {
  at: PgColumn;
  id: PgColumn;
}

/** Rows behind the position that a cursor stands for; undefined, which is no condition, where there is none. */
export function after(cursor: string | undefined, { at, id }: Place, scope: CursorScope): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [instant = '', last = ''] = openCursor(cursor, scope).split(' ');
  if (Number.isNaN(Date.parse(instant))) throw new BillfoldError('invalid_cursor');
  return sql`(${at}, ${id}) < (${instant}::timestamptz, ${last})`;
}

export const newestFirst = ({ at, id }: Place) => [desc(at), desc(id)] as const;

/**
 * One page of rows that were asked for by one more than fit: the one more says that there is another page.
 *
 * @param placeOf where a row stands.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  scope: CursorScope,
  placeOf: (row: Row) => { at: Date; id: string },
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? placeOf(shown.at(-1)!) : null;
  return {
    data: shown.map(toItem),
    nextCursor: last && signCursor(`${last.at.toISOString()} ${last.id}`, scope),
  };
}
