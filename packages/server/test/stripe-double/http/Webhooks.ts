import { createHmac } from 'node:crypto';
import type Stripe from 'stripe';
import type { State } from '../State.js';
import { copyOf } from '../State.js';
import { shuffled } from './shuffled.js';

/** The secret of deliveries to an address that was never registered as an endpoint. */
export const WEBHOOK_SECRET = 'whsec_double_of_stripe_for_tests_only';

export interface DeliveryOptions {
  /** In which order, duplicates included: by chance too, which a seed repeats. @default 'as_happened' */
  order?: 'as_happened' | 'reversed' | { seed: number } | ((events: Stripe.Event[]) => Stripe.Event[]);
  /** How often each comes: 3 is three times. @default 1 */
  duplicates?: number;
  /** @default WEBHOOK_SECRET */
  secret?: string;
  /** When the signature says that it was made, in seconds. @default now */
  at?: number;
  /** Which events; the others stay pending. */
  only?: (event: Stripe.Event) => boolean;
}

/** What became of one delivery; null: there was no answer. */
export interface Delivery {
  event: Stripe.Event;
  status: number | null;
}

/** A delivery that a test sends by itself. */
export interface SignedEvent {
  body: string;
  headers: { 'content-type': string; 'stripe-signature': string };
}

/** Tells of events, when a test says so: nothing is delivered by itself, and what was not taken (2xx) stays pending. */
export class Webhooks {
  readonly secret = WEBHOOK_SECRET;
  readonly #state: State;
  readonly #now: () => number;
  readonly #taken = new Map<string, Set<string>>();

  constructor(state: State, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  /** What an address has not taken yet, as it happened. */
  pending(url: string): Stripe.Event[] {
    return this.#state.events.filter(({ id }) => !this.#taken.get(url)?.has(id));
  }

  /** Delivers what is pending, one after the other. */
  async deliverTo(url: string, options: DeliveryOptions = {}): Promise<Delivery[]> {
    const { order = 'as_happened', duplicates = 1, only = () => true } = options;
    const pending = this.pending(url).filter(only);
    const each = pending.flatMap((event) => Array.from({ length: duplicates }, () => event));
    const deliveries: Delivery[] = [];
    for (const event of inOrder(each, order)) {
      const status = await post(url, this.sign(event, options));
      deliveries.push({ event, status });
      if (status !== null && status >= 200 && status < 300) this.#takenBy(url).add(event.id);
    }
    return deliveries;
  }

  /** Delivers to every endpoint that was created through the API what it has asked for, signed with its own secret. */
  async deliverToEndpoints(options: Omit<DeliveryOptions, 'secret' | 'only'> = {}): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const { url, status, secret, enabled_events: wanted } of this.#state.webhookEndpoints.values()) {
      if (status !== 'enabled') continue;
      const only = ({ type }: Stripe.Event) => wanted.includes('*') || wanted.includes(type);
      deliveries.push(...(await this.deliverTo(url, { ...options, secret, only })));
    }
    return deliveries;
  }

  /** An event as it would be delivered. */
  sign(event: Stripe.Event, { secret = this.secret, at = this.#now() }: DeliveryOptions = {}): SignedEvent {
    const body = JSON.stringify(copyOf(event), null, 2);
    const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
    return {
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': `t=${at},v1=${signature}`,
      },
    };
  }

  #takenBy(url: string): Set<string> {
    const taken = this.#taken.get(url) ?? new Set();
    this.#taken.set(url, taken);
    return taken;
  }
}

function inOrder(
  events: Stripe.Event[],
  order: NonNullable<DeliveryOptions['order']>,
): readonly Stripe.Event[] {
  if (typeof order === 'function') return order(events);
  if (order === 'reversed') return events.reverse();
  return order === 'as_happened' ? events : shuffled(events, order.seed);
}

async function post(url: string, { body, headers }: SignedEvent): Promise<number | null> {
  try {
    const response = await fetch(url, { method: 'POST', body, headers });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
