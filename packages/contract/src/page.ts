import * as v from 'valibot';

/** What every list operation accepts: how many, and from where. */
export const pageInput = {
  /** How many to return, 1 to 100. */
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 20),
  /** `nextCursor` of the page before. Opaque, and good only for the credential's customer or project. */
  cursor: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(512))),
};

/** One page of a list, and where the next begins (`null` on the last page). Never counted, never by offset. */
export const pageOf = <Item extends v.GenericSchema>(item: Item) =>
  v.object({ data: v.array(item), nextCursor: v.nullable(v.string()) });

export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}
