import type { Includes } from '../Handler.js';
import { copyOf, type State } from '../State.js';
import { invalid } from '../StripeFault.js';

/** Stripe follows a path so far and no further; `data` of a list counts. */
const MAX_DEPTH = 4;

type Tree = { [field: string]: unknown };

/**
 * What is sent for an object: a copy of it, with what was asked for in the place of ids. A field that an object keeps
 * where `JSON.stringify` does not see it is sent only to those who ask.
 *
 * @param paths such as `data.items.data.price`.
 */
export function expand(state: State, includes: Includes, object: object, paths: readonly string[]): object {
  const sent = copyOf(object);
  for (const path of paths) {
    const fields = path.split('.');
    if (fields.length > MAX_DEPTH) {
      throw invalid(`You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`, {
        code: 'property_expansion_max_depth',
        param: 'expand',
      });
    }
    if (!expandIn(sent as Tree, object as Tree, fields))
      throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  return sent;

  /** @returns false where there is no such field. */
  function expandIn(holder: Tree, source: Tree, [field, ...rest]: readonly string[]): boolean {
    if (field === undefined) return true;
    const include = includes[`${String(holder['object'])}.${field}`];
    const stored = source[field] ?? (include ? include(state, source as never) : source[field]);
    // What can be asked for, and is not there, is left out.
    if (stored === undefined) return include !== undefined;
    const found = foundIn(stored, field);
    // What another path has expanded here already stays.
    if (holder[field] === undefined || JSON.stringify(holder[field]) === JSON.stringify(stored))
      holder[field] = copyOf({ found }).found;
    const [held, sources] = [listed(holder[field]), listed(found)];
    return sources.every((one, index) => !isTree(one) || expandIn(held[index] as Tree, one, rest));
  }

  function foundIn(value: unknown, field: string): unknown {
    if (Array.isArray(value)) return value.map((one: unknown) => foundIn(one, field));
    return typeof value === 'string' ? (collectionOf(state, field)?.get(value) ?? value) : value;
  }
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

/** What the ids in a field are of. */
function collectionOf(state: State, field: string): { get(id: string): object | undefined } | null {
  switch (field) {
    case 'customer':
      return { get: (id) => state.customers.get(id) ?? state.deletedCustomers.get(id) };
    case 'payment_method':
    case 'default_payment_method':
      return state.paymentMethods;
    case 'setup_intent':
    case 'pending_setup_intent':
      return state.setupIntents;
    case 'mandate':
      return state.mandates;
    case 'product':
      return state.products;
    case 'price':
      return state.prices;
    case 'coupon':
      return state.coupons;
    case 'promotion_code':
      return state.promotionCodes;
    case 'discount':
    case 'discounts':
      return state.discounts;
    case 'subscription':
      return state.subscriptions;
    case 'schedule':
      return state.schedules;
    case 'invoice':
    case 'latest_invoice':
      return state.invoices;
    case 'payment_intent':
      return state.paymentIntents;
    case 'charge':
    case 'latest_charge':
      return state.charges;
    case 'test_clock':
      return state.testClocks;
    case 'configuration':
      return state.portalConfigurations;
    default:
      return null;
  }
}
