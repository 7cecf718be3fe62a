/** All of a list, page by page: no list is cut where a page of Stripe's ends. */
export async function readAll<Thing>(list: AsyncIterable<Thing>): Promise<Thing[]> {
  const things: Thing[] = [];
  for await (const thing of list) things.push(thing);
  return things;
}

/** As many as one page of Stripe's holds at most. */
export const PAGE = 100;
