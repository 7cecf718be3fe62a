import { desc, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { BillfoldError } from '../errors.js';
import { openCursor, type CursorScope } from './cursor.js';

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

/** Where a row stands, as `after` reads it. */
export const positionOf = ({ at, id }: { at: Date; id: string | number }) => `${at.toISOString()} ${id}`;
