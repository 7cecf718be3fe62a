import * as v from 'valibot';
import { EventType } from './events.js';
import { pageInput, pageOf } from './page.js';
import { Id, Line, Url } from './text.js';
import { Instant } from './time.js';

/** Why nothing is sent to an endpoint: it failed for 120 hours, it answered 410, or the merchant has switched it off. */
export const disabledReasons = ['failing', 'gone', 'merchant'] as const;

/** An address of the merchant's that events are sent to. */
export const WebhookEndpoint = v.object({
  id: Id('we'),
  url: v.string(),
  description: v.nullable(v.string()),
  /** What it listens to; null: everything, types that are yet to come included. */
  eventTypes: v.nullable(v.array(EventType)),
  enabled: v.boolean(),
  disabledReason: v.nullable(v.picklist(disabledReasons)),
  /** Since when every delivery has failed; null: the last one arrived. */
  failingSince: v.nullable(Instant),
  /** Until when deliveries are signed by the secret before this one too; null: by this one only. */
  previousSecretUntil: v.nullable(Instant),
  createdAt: Instant,
});
export type WebhookEndpoint = v.InferOutput<typeof WebhookEndpoint>;

/** An endpoint with its signing secret, `whsec_…`, which is told only here. */
export const WebhookEndpointWithSecret = v.object({ ...WebhookEndpoint.entries, secret: v.string() });
export type WebhookEndpointWithSecret = v.InferOutput<typeof WebhookEndpointWithSecret>;

const fields = {
  url: Url,
  description: v.optional(v.nullable(Line(200))),
  eventTypes: v.optional(v.nullable(v.pipe(v.array(EventType), v.minLength(1)))),
};
const endpoint = Id('we');

export const createWebhookEndpointSchema = {
  input: v.strictObject(fields),
  output: WebhookEndpointWithSecret,
};

export const listWebhookEndpointsSchema = {
  input: v.strictObject(pageInput),
  output: pageOf(WebhookEndpoint),
};

export const getWebhookEndpointSchema = { input: v.strictObject({ endpoint }), output: WebhookEndpoint };

export const updateWebhookEndpointSchema = {
  input: v.strictObject({
    endpoint,
    ...fields,
    url: v.optional(Url),
    /** `true` sends what is still due, too, and forgets that it failed. */
    enabled: v.optional(v.boolean()),
  }),
  output: WebhookEndpoint,
};

export const deleteWebhookEndpointSchema = { input: v.strictObject({ endpoint }), output: v.null() };

export const rotateWebhookSecretSchema = {
  input: v.strictObject({
    endpoint,
    /** Hours for which deliveries are signed by both secrets, 0 to 168. */
    overlapHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(168)), 24),
  }),
  output: WebhookEndpointWithSecret,
};

export const testWebhookEndpointSchema = {
  input: v.strictObject({ endpoint }),
  /** The event that is sent to this endpoint only. */
  output: v.object({ event: Id('evt') }),
};

/** What became of one try to deliver an event. */
export const WebhookAttempt = v.object({
  id: Id('wha'),
  endpoint,
  event: Id('evt'),
  eventType: EventType,
  /** 1 for the first try. */
  attempt: v.pipe(v.number(), v.integer(), v.minValue(1)),
  succeeded: v.boolean(),
  /** Null: nobody answered. */
  statusCode: v.nullable(v.pipe(v.number(), v.integer())),
  /** Why it failed, in a word that programs can read; null: it did not. */
  failure: v.nullable(
    v.picklist(['status', 'redirect', 'timeout', 'connection', 'tls', 'dns', 'address_not_allowed']),
  ),
  durationMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  at: Instant,
  /** When it is tried again; null: it is not. */
  nextAttemptAt: v.nullable(Instant),
});
export type WebhookAttempt = v.InferOutput<typeof WebhookAttempt>;

export const listWebhookAttemptsSchema = {
  input: v.strictObject({ endpoint, ...pageInput, event: v.optional(Id('evt')) }),
  output: pageOf(WebhookAttempt),
};
