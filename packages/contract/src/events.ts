import * as v from 'valibot';
import { pageInput, pageOf } from './page.js';
import { Actor } from './principals.js';
import { Id } from './text.js';
import { Instant } from './time.js';

/** What merchants are told of, in Stripe's words, so that code which listens to Stripe's portal needs no change. */
export const eventTypes = [
  'customer.created',
  'customer.updated',
  'customer.tax_id.created',
  'customer.tax_id.deleted',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.resumed',
  'customer.subscription.trial_will_end',
  'payment_method.attached',
  'payment_method.detached',
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.payment_action_required',
  'invoice.voided',
  'portal.session.created',
  'portal.session.redeemed',
  'portal.session.revoked',
  'portal.configuration.updated',
  'branding.updated',
  'webhook_endpoint.disabled',
  'webhook_endpoint.test',
] as const;
export const EventType = v.picklist(eventTypes);
export type EventType = (typeof eventTypes)[number];

/**
 * Something that has happened. Delivered at least once and in no promised order: `id` stays the same over all deliveries, and
 * `sequence` tells which of two events of the same object is the newer one.
 */
export const Event = v.object({
  id: Id('evt'),
  type: EventType,
  createdAt: Instant,
  /** Grows with every event of a project, never by a promised step. */
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  customer: v.nullable(Id('cus')),
  data: v.looseObject({
    /** The resource as it was right after. */
    object: v.looseObject({}),
    /** Those of its fields that changed, as they were before; null: it came into being, or ceased to be. */
    previousAttributes: v.nullable(v.looseObject({})),
  }),
  /** Who sat at the keyboard, where the session was made for somebody else than the customer. */
  actor: v.nullable(Actor),
  /** What caused it; both null: nobody's request, but time. */
  request: v.object({ id: v.nullable(v.string()), idempotencyKey: v.nullable(v.string()) }),
});
export type Event = v.InferOutput<typeof Event>;

export const listEventsSchema = {
  input: v.strictObject({
    ...pageInput,
    type: v.optional(EventType),
    customer: v.optional(Id('cus')),
  }),
  output: pageOf(Event),
};

export const getEventSchema = { input: v.strictObject({ event: Id('evt') }), output: Event };

export const redeliverEventSchema = {
  input: v.strictObject({
    event: Id('evt'),
    /** Default: every endpoint that is enabled and listens to its type. */
    endpoint: v.optional(Id('we')),
  }),
  /** The endpoints that it is sent to once more, under the same id. */
  output: v.object({ event: Id('evt'), endpoints: v.array(Id('we')) }),
};
