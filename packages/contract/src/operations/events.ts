import { operation } from '../operation.js';
import type { getEventSchema, listEventsSchema, redeliverEventSchema } from '../events.js';

/** The project’s events, newest first, all or of one type or customer. */
export const listEvents = /* @__PURE__ */ operation<typeof listEventsSchema>()({
  name: 'listEvents',
  summary: 'List events, newest first, all or of a type or a customer.',
  method: 'GET',
  path: '/v1/events',
  access: { by: 'secret_key' },
  errors: ['invalid_cursor'],
});

/** One event, as it is delivered. */
export const getEvent = /* @__PURE__ */ operation<typeof getEventSchema>()({
  name: 'getEvent',
  summary: 'Get an event.',
  method: 'GET',
  path: '/v1/events/{event}',
  access: { by: 'secret_key' },
});

/** Sends an event once more, under the same id, whatever became of it before: `conflict` when the endpoint that is named is switched off. */
export const redeliverEvent = /* @__PURE__ */ operation<typeof redeliverEventSchema>()({
  name: 'redeliverEvent',
  summary: 'Deliver an event once more.',
  method: 'POST',
  path: '/v1/events/{event}/redeliver',
  access: { by: 'secret_key' },
  idempotency: 'optional',
  errors: ['conflict'],
});
