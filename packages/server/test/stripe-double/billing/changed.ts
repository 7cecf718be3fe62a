import type Stripe from 'stripe';
import { copyOf, type State } from '../State.js';

/**
 * Remembers what objects looked like, so that one event tells of all that a request has changed about each of them, with
 * what stood there before.
 */
export class Watch {
  readonly #state: State;
  readonly #before = new Map<object, Record<string, unknown>>();

  constructor(state: State) {
    this.#state = state;
  }

  /** Looks at an object before it is changed. What was looked at already keeps its first look. */
  at<Thing extends object>(thing: Thing): Thing {
    if (!this.#before.has(thing)) this.#before.set(thing, copyOf(thing) as Record<string, unknown>);
    return thing;
  }

  /** Tells what has changed about an object since it was looked at: nothing, where nothing has. */
  tell(thing: object, type: Stripe.Event.Type): void {
    const before = this.#before.get(thing);
    this.#before.delete(thing);
    if (!before) return;
    const previous = differencesOf(before, copyOf(thing) as Record<string, unknown>);
    if (Object.keys(previous).length > 0) this.#state.emit(type, thing, previous);
  }
}

/** Changes an object and tells of it. */
export function change<Thing extends object>(
  state: State,
  thing: Thing,
  type: Stripe.Event.Type,
  work: (thing: Thing) => void,
): void {
  const watch = new Watch(state);
  work(watch.at(thing));
  watch.tell(thing, type);
}

/** The old values of fields that differ: of objects only what differs in them, of lists the whole. */
function differencesOf(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const differences: Record<string, unknown> = {};
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, current] = [before[field], after[field]];
    if (JSON.stringify(old) === JSON.stringify(current)) continue;
    differences[field] = isRecord(old) && isRecord(current) ? differencesOf(old, current) : (old ?? null);
  }
  return differences;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
