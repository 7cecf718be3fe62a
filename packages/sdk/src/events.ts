import {
  getEvent,
  listEvents,
  redeliverEvent,
  type Event,
  type InputOf,
  type OutputOf,
  type Page,
} from '@billfold/contract';
import { allPages, type AllOptions } from './pages.js';
import type { Call, CallOptions } from './transport.js';

/** Which events: all, or those of one `type` or `customer`. */
export type EventQuery = InputOf<typeof listEvents>;

/** `billfold.events` */
export interface Events {
  /** One page, newest first. */
  list(query?: EventQuery, options?: CallOptions): Promise<Page<Event>>;
  listAll(query?: Omit<EventQuery, 'cursor'>, options?: AllOptions): AsyncGenerator<Event, void>;
  /** @throws BillfoldError `not_found` */
  get(event: string, options?: CallOptions): Promise<Event>;
  /** Sends it once more under the same id: to one endpoint, or to all that listen to its type. @throws BillfoldError `not_found` */
  redeliver(
    event: string,
    input?: { endpoint?: string },
    options?: CallOptions,
  ): Promise<OutputOf<typeof redeliverEvent>>;
}

export function events(call: Call): Events {
  return {
    list: (query = {}, options) => call(listEvents, query, options),
    listAll: (query = {}, options) => allPages(call, listEvents, query, options),
    get: (event, options) => call(getEvent, { event }, options),
    redeliver: (event, input = {}, options) => call(redeliverEvent, { ...input, event }, options),
  };
}
