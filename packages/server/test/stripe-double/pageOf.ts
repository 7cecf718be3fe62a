import type Stripe from 'stripe';
import type { Call } from './Handler.js';
import { numberOf, type Params } from './params.js';
import { invalid, noSuch } from './StripeFault.js';

/**
 * A page of a list as the request asks for it: ten, or `limit`, after or before an object.
 *
 * @param items all that the filters leave, oldest first as they are stored. They are listed newest first.
 * @param path where the list stands.
 */
export function pageOf<Item extends object>(
  { params }: Pick<Call, 'params'>,
  items: Iterable<Item>,
  path: string,
): Stripe.ApiList<Item> {
  const limit = numberOf(params.limit, 'limit') ?? 10;
  if (limit < 1 || limit > 100)
    throw invalid('Invalid limit: it must be between 1 and 100.', { param: 'limit' });
  const listed = newestFirst(items);
  const indexOf = (param: 'starting_after' | 'ending_before') => {
    const index = listed.findIndex((item) => idOf(item) === params[param]);
    if (index < 0) throw noSuch('object', String(params[param]), param);
    return index;
  };
  if (params.starting_after && params.ending_before)
    throw invalid('You may only specify one of these parameters: ending_before, starting_after.');
  if (params.ending_before) {
    const before = listed.slice(0, indexOf('ending_before'));
    const data = before.slice(-limit);
    return { object: 'list', data, has_more: before.length > data.length, url: path };
  }
  const rest = params.starting_after ? listed.slice(indexOf('starting_after') + 1) : listed;
  const data = rest.slice(0, limit);
  return { object: 'list', data, has_more: rest.length > data.length, url: path };
}

/** Whether an object was created when the filter asks: at a time, or between two. */
export function isCreatedIn({ created }: { created: number }, filter: Params[string]): boolean {
  if (filter === undefined || filter === '') return true;
  if (typeof filter === 'string') return created === numberOf(filter, 'created');
  const at = (name: string, none: number) => numberOf(filter[name], `created[${name}]`) ?? none;
  const [after, from] = [at('gt', -Infinity), at('gte', -Infinity)];
  const [before, to] = [at('lt', Infinity), at('lte', Infinity)];
  return created > after && created >= from && created < before && created <= to;
}

function newestFirst<Item extends object>(items: Iterable<Item>): Item[] {
  const created = (item: Item) => (item as { created?: number }).created ?? 0;
  // A sort is stable: turned round first, the younger of one second stays before the older.
  return [...items].reverse().sort((a, b) => created(b) - created(a));
}

const idOf = (item: object) => (item as { id?: string }).id;
