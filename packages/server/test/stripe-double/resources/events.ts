import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { isCreatedIn, pageOf } from '../pageOf.js';
import { noSuch } from '../StripeFault.js';

/** Stripe gives an event for so long. */
const DAYS_30 = 30 * 86_400;

export const eventHandlers: Handlers = {
  'GET /v1/events': listEvents,
  'GET /v1/events/{id}': ({ state, path }) => {
    const event = state.events.find(({ id }) => id === path.id);
    if (!event) throw noSuch('event', path.id!);
    return event;
  },
};

function listEvents(call: Call): Stripe.ApiList<Stripe.Event> {
  const { state, params, now } = call;
  const types = params.types ? (Object.values(params.types) as string[]) : null;
  const listed = state.events.filter(
    (event) =>
      event.created > now - DAYS_30 &&
      (params.type === undefined || isLike(params.type as string, event.type)) &&
      (types === null || types.includes(event.type)) &&
      isCreatedIn(event, params.created),
  );
  return pageOf(call, listed, '/v1/events');
}

/** `invoice.*` is all events of invoices. */
function isLike(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
