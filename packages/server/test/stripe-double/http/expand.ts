import type { Includes } from '../Handler.js';
import { copyOf, type State } from '../State.js';
import { invalid } from '../StripeFault.js';

/** Stripe follows a path so far and no further; `data` of a list counts. */
const MAX_DEPTH = 4;

type Tree = { [field: string]: unknown };

/**
 * What is sent for an object: a copy of it, with what was asked for in the place of ids.
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
    expandIn(sent as Tree, fields, path);
  }
  return sent;

  function expandIn(holder: Tree, [field, ...rest]: readonly string[], path: string): void {
    if (field === undefined) return;
    const include = includes[`${String(holder['object'])}.${field}`];
    if (include) holder[field] ??= copyOf({ made: include(state, holder as never) }).made;
    if (holder[field] === undefined) {
      throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
    }
    holder[field] = found(holder[field], field);
    const value = holder[field];
    for (const inner of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof inner === 'object' && inner !== null) expandIn(inner as Tree, rest, path);
  }

  function found(value: unknown, field: string): unknown {
    if (Array.isArray(value)) return value.map((one: unknown) => found(one, field));
    if (typeof value !== 'string') return value;
    const object = collectionOf(state, field)?.get(value);
    return object ? copyOf(object) : value;
  }
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
