import type Stripe from 'stripe';
import { State } from '../State.js';
import { cloneOf } from './cloneOf.js';
import { settingsOf, updateSettings } from './settings.js';

/** What a rehearsal copies: everything that billing reads or changes. */
const COLLECTIONS = [
  'customers',
  'taxIds',
  'paymentMethods',
  'products',
  'prices',
  'coupons',
  'promotionCodes',
  'discounts',
  'subscriptions',
  'schedules',
  'invoices',
  'invoiceItems',
  'invoicePayments',
  'paymentIntents',
  'charges',
  'balanceTransactions',
  'testClocks',
  'behaviours',
  'decisions',
] as const;

/**
 * A copy of all there is, on which something is tried out by the very code that would do it: nobody is told, and nothing
 * of it stays. The same rehearsal gives the same ids.
 */
export class Rehearsal extends State {
  #count = 0;
  #now: number;

  constructor(state: State, customer: string | null) {
    const now = state.timeOf(customer);
    super(() => now);
    this.#now = now;
    this.url = state.url;
    updateSettings(this, settingsOf(state));
    for (const name of COLLECTIONS) {
      const copies = this[name] as Map<string, unknown>;
      for (const [id, thing] of state[name])
        if (!isOfAnother(thing, customer)) copies.set(id, cloneOf(thing));
    }
  }

  override newId(prefix: string): string {
    this.#count += 1;
    return `${prefix}_tmp_${String(this.#count).padStart(6, '0')}`;
  }

  override emit(type: Stripe.Event.Type, object: object): Stripe.Event {
    const event = { id: 'evt_tmp', object: 'event', type, data: { object } } as unknown as Stripe.Event;
    this.events.push(event);
    return event;
  }

  override timeOf(): number {
    return this.#now;
  }

  /** Lets the time of the rehearsal be another one. */
  moveTo(now: number): void {
    this.#now = now;
  }
}

/** What is somebody else's plays no part. */
function isOfAnother(thing: unknown, customer: string | null): boolean {
  const owner = typeof thing === 'object' && thing !== null && 'customer' in thing ? thing.customer : null;
  return customer !== null && typeof owner === 'string' && owner !== customer;
}
