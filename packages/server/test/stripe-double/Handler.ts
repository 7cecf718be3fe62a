import type { Params } from './params.js';
import type { State } from './State.js';
import type { FaultBody } from './StripeFault.js';

/** A request that has been let in: it is known, under its key not answered yet, and by the double's rules well formed. */
export interface Call {
  state: State;
  /** What stands in the place of `{id}` and the like. */
  path: Record<string, string>;
  /** The form or the query, decoded into objects and lists. Values are texts, as they were sent: see `params.ts`. */
  params: Params;
  /** The double's own time in seconds; that of a customer is `state.timeOf(customer)`. */
  now: number;
}

/**
 * Answers a request by changing `state` and returning the object as it is stored; a list by `pageOf`. What is expanded
 * is put in afterwards. A refusal is thrown as a `StripeFault`, and before anything was changed.
 */
export type Handler = (call: Call) => object;

/** By method and path, such as `POST /v1/customers/{id}`. A path without a variable wins over one with. */
export type Handlers = Record<`${'GET' | 'POST' | 'DELETE'} /v1/${string}`, Handler>;

/**
 * The fields that only those are given who `expand` them, by object and field, such as `invoice.payments`. What is made
 * here may hold ids, which are expanded further; undefined: this object has none, and the field is left out.
 */
export type Includes = Record<`${string}.${string}`, (state: State, object: never) => unknown>;

export type { FaultBody, Params };
