import * as v from 'valibot';
import { Capability, capabilityPresets, type CapabilityPreset } from './access.js';
import { SessionBranding } from './branding.js';
import { ConfigurationId, SessionFeatures } from './configurations.js';
import { pageInput, pageOf } from './page.js';
import { Actor } from './principals.js';
import { Flow, FlowInput } from './sessionFlows.js';
import { stepUpActions } from './stepUp.js';
import { Id, Line, Locale, Email, Url } from './text.js';
import { Instant } from './time.js';

/** How a session is used: in the hosted page through a link, or by the kit in the merchant's own page. */
export const sessionModes = ['hosted', 'embedded'] as const;

/** What a customer's page must know about the session it runs in. */
export const Session = v.object({
  id: Id('bps'),
  customer: v.object({ id: Id('cus'), name: v.nullable(v.string()), email: v.nullable(v.string()) }),
  mode: v.picklist(sessionModes),
  configuration: v.string(),
  capabilities: v.array(Capability),
  /** What the project's configuration offers right now; asked again on every request. */
  features: SessionFeatures,
  branding: SessionBranding,
  /** Who draws the fields that payment methods are entered in, and what it must know; null: none can be entered. */
  paymentFields: v.nullable(v.object({ provider: v.string(), settings: v.record(v.string(), v.string()) })),
  /** What the customer was sent here to do; null: whatever they like. */
  flow: v.nullable(Flow),
  /** What needs a fresh proof of who sits at the keyboard, where it is given, and until when one counts. */
  stepUp: v.object({
    actions: v.array(v.picklist(stepUpActions)),
    url: v.nullable(v.string()),
    provenUntil: v.nullable(Instant),
  }),
  returnUrl: v.nullable(v.string()),
  locale: v.nullable(v.string()),
  actor: v.nullable(Actor),
  /** Whether no real money moves: the project is in test mode. */
  testMode: v.boolean(),
  /** The time that billing goes by: the provider's clock, which a sandbox can move. */
  now: Instant,
  createdAt: Instant,
  /** Absolute, by the server's clock; activity never moves it. */
  expiresAt: Instant,
});
export type Session = v.InferOutput<typeof Session>;

export const exchangeSessionSchema = {
  input: v.strictObject({
    /** What stood in the fragment of the portal link. */
    code: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  }),
  output: Session,
};

export const getSessionSchema = { input: v.strictObject({}), output: Session };

export const endSessionSchema = { input: v.strictObject({}), output: v.null() };

/**
 * Where a session stands. `created`: its link has not been redeemed; embedded sessions are never in this state. `ended`: the
 * customer has left.
 */
export const sessionStatuses = ['created', 'open', 'ended', 'revoked', 'expired'] as const;

/** A portal session as the merchant's backend sees it, without any credential. */
export const PortalSession = v.object({
  id: Id('bps'),
  customer: Id('cus'),
  mode: v.picklist(sessionModes),
  status: v.picklist(sessionStatuses),
  returnUrl: v.nullable(v.string()),
  configuration: v.string(),
  capabilities: v.array(Capability),
  flow: v.nullable(Flow),
  locale: v.nullable(v.string()),
  actor: v.nullable(Actor),
  createdAt: Instant,
  redeemedAt: v.nullable(Instant),
  /** When it was ended by the customer, or revoked. */
  endedAt: v.nullable(Instant),
  expiresAt: Instant,
});
export type PortalSession = v.InferOutput<typeof PortalSession>;

/** A new portal session, with the one thing that is told only once: `url` (hosted) or `token` (embedded). */
export const CreatedPortalSession = v.object({
  ...PortalSession.entries,
  url: v.nullable(v.string()),
  token: v.nullable(v.string()),
});
export type CreatedPortalSession = v.InferOutput<typeof CreatedPortalSession>;

export const createPortalSessionSchema = {
  input: v.pipe(
    v.strictObject({
      /** Exactly one of `customer`, `customerReference` and `email` says whose billing it is. */
      customer: v.optional(Id('cus')),
      /** As the customer was created with, see `reference` there: ids of 13 to 19 digits are sent with a `0` before them. */
      customerReference: v.optional(Line(200)),
      email: v.optional(Email),
      mode: v.optional(v.picklist(sessionModes), 'hosted'),
      /** Where the customer goes afterwards; its origin must be allowed. Default: the configuration's, which `hosted` can not do without. */
      returnUrl: v.optional(Url),
      /** The page that is going to use the token. Required for `embedded`; must be an allowed embed origin. */
      embedOrigin: v.optional(Url),
      configuration: v.optional(ConfigurationId, 'default'),
      /** Seconds until link and session end together, 60 to 86,400. */
      ttlSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(86_400)), 1800),
      /** Default: all of them. A preset by its name, or a list. */
      capabilities: v.optional(
        v.union([
          v.picklist(Object.keys(capabilityPresets) as CapabilityPreset[]),
          v.pipe(v.array(Capability), v.minLength(1), v.maxLength(50)),
        ]),
      ),
      /** Sends the customer to one thing, and hides the way to all others. */
      flow: v.optional(FlowInput),
      locale: v.optional(Locale),
      actor: v.optional(
        v.strictObject({
          id: Line(200),
          name: v.optional(v.nullable(Line(200)), null),
          email: v.optional(v.nullable(Email), null),
        }),
      ),
    }),
    v.forward(
      v.check(
        (input) =>
          [input.customer, input.customerReference, input.email].filter((it) => it !== undefined).length ===
          1,
        'give exactly one of customer, customerReference and email',
      ),
      ['customer'],
    ),
    v.forward(
      v.check(
        (input) => input.mode !== 'embedded' || input.embedOrigin !== undefined,
        'is required when mode is embedded',
      ),
      ['embedOrigin'],
    ),
  ),
  output: CreatedPortalSession,
};

export const getPortalSessionSchema = {
  input: v.strictObject({ session: Id('bps') }),
  output: PortalSession,
};

export const listPortalSessionsSchema = {
  input: v.strictObject({
    ...pageInput,
    customer: v.optional(Id('cus')),
    status: v.optional(v.picklist(sessionStatuses)),
  }),
  output: pageOf(PortalSession),
};

export const revokePortalSessionsSchema = {
  input: v.pipe(
    v.strictObject({
      /** Exactly one of the three says whose sessions end: one customer's, those that one secret key made, or everybody's. */
      customer: v.optional(Id('cus')),
      key: v.optional(Id('key')),
      everyone: v.optional(v.literal(true)),
    }),
    v.forward(
      v.check(
        ({ customer, key, everyone }) =>
          [customer, key, everyone].filter((it) => it !== undefined).length === 1,
        'give exactly one of customer, key and everyone',
      ),
      ['customer'],
    ),
  ),
  output: v.object({ revoked: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
};

export const confirmStepUpSchema = {
  input: v.strictObject({
    session: Id('bps'),
    /** Seconds for which the proof counts, 30 to 3,600. */
    validSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(3600)), 300),
  }),
  output: v.object({ session: Id('bps'), provenUntil: Instant }),
};

export const revokePortalSessionSchema = {
  input: v.strictObject({ session: Id('bps') }),
  output: PortalSession,
};
