import type Stripe from 'stripe';
import { previousAttributes } from '../previousAttributes.js';
import { copyOf, type State } from '../State.js';

/**
 * Remembers what objects looked like, so that one event tells of all that a request has changed about each of them, with
 * what stood there before.
 */
export class Watch {
  readonly #state: State;
  readonly #before = new Map<object, object>();

  constructor(state: State) {
    this.#state = state;
  }

  /** Looks at an object before it is changed. What was looked at already keeps its first look. */
  at<Thing extends object>(thing: Thing): Thing {
    if (!this.#before.has(thing)) this.#before.set(thing, copyOf(thing));
    return thing;
  }

  /** Tells what has changed about an object since it was looked at: nothing, where nothing has. */
  tell(thing: object, type: Stripe.Event.Type): void {
    const before = this.#before.get(thing);
    this.#before.delete(thing);
    if (!before) return;
    const previous = previousAttributes(before, copyOf(thing));
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
