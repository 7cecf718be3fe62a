import type { Page } from '@billfold/contract';
import { signCursor, type CursorScope } from './cursor.js';

/**
 * One page of rows that were asked for by one more than fit: the one more says that there is another page.
 *
 * @param positionOf where a row stands, which a cursor keeps.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  scope: CursorScope,
  positionOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1)! : null;
  return { data: shown.map(toItem), nextCursor: last && signCursor(positionOf(last), scope) };
}
