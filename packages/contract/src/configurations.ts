import * as v from 'valibot';
import { pageInput, pageOf } from './page.js';
import { stepUpActions } from './stepUp.js';
import { Id, Line, Link, Url } from './text.js';
import { Instant } from './time.js';

/** What a customer may change about a plan. */
export const planChanges = ['upgrade', 'downgrade', 'interval', 'quantity', 'promotion_code'] as const;
export type PlanChangeKind = (typeof planChanges)[number];

/** What a change costs in the period that is already paid: settled on the next invoice, at once, or not at all. */
export const prorationBehaviors = ['create_prorations', 'always_invoice', 'none'] as const;
export type ProrationBehavior = (typeof prorationBehaviors)[number];

/** Changes that wait for the end of the period that is paid. */
export const periodEndConditions = ['decreasing_amount', 'shortening_interval'] as const;

/**
 * What a customer may change about their billing details: `name` with the kind of customer, `email` where invoices are
 * sent, and never the address by which they sign in.
 */
export const customerUpdates = ['name', 'email', 'address', 'phone', 'tax_id', 'purchase_order'] as const;
export type CustomerUpdate = (typeof customerUpdates)[number];

/** Why somebody cancels, in the words that billing providers report by. */
export const cancellationReasons = [
  'too_expensive',
  'missing_features',
  'switched_service',
  'unused',
  'customer_service',
  'too_complex',
  'low_quality',
  'other',
] as const;
export const CancellationReason = v.picklist(cancellationReasons);
export type CancellationReason = (typeof cancellationReasons)[number];

/**
 * How much is asked of somebody who cancels. `single`: one screen. `guided`: reason, offer, confirmation, each with the
 * way to cancel on it. `strict`: no question and no offer before it is done.
 */
export const cancellationFlows = ['single', 'guided', 'strict'] as const;

/** Id of a coupon, as the merchant has chosen it: `save20`. */
export const CouponId = v.pipe(
  v.string(),
  v.regex(/^[0-9A-Za-z_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _'),
);

const enabled = (by: boolean) => v.optional(v.boolean(), by);
const Count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

const OfferedProduct = v.strictObject({
  product: Id('prod'),
  /** Null: all its active prices. */
  prices: v.optional(v.nullable(v.pipe(v.array(Id('price')), v.minLength(1))), null),
  quantity: v.optional(
    v.pipe(
      v.strictObject({
        adjustable: v.optional(v.boolean(), true),
        min: v.optional(Count(999_999), 1),
        max: v.optional(Count(999_999), 999_999),
      }),
      v.check(({ min, max }) => min <= max, 'min must not be more than max'),
    ),
    {},
  ),
});

/** A product that may be switched to; its id alone stands for all its prices in any quantity. */
const Offer = v.union(
  [
    OfferedProduct,
    v.pipe(
      Id('prod'),
      v.transform((product) => v.parse(OfferedProduct, { product })),
    ),
  ],
  'must be the id of a product, or an object of `product`, `prices` and `quantity`',
);

/**
 * What a portal lets its customers do: the only place that decides it, asked on every request. Whatever is left out is
 * as the defaults say.
 */
export const PortalFeatures = v.strictObject({
  invoiceHistory: v.optional(v.strictObject({ enabled: enabled(true) }), {}),
  paymentMethodUpdate: v.optional(v.strictObject({ enabled: enabled(true) }), {}),
  customerUpdate: v.optional(
    v.strictObject({
      enabled: enabled(true),
      /** What is left out is shown, and can not be changed. */
      allowedUpdates: v.optional(v.array(v.picklist(customerUpdates)), [...customerUpdates]),
    }),
    {},
  ),
  subscriptionUpdate: v.optional(
    v.strictObject({
      enabled: enabled(true),
      /** Null: everything on offer. */
      products: v.optional(v.nullable(v.array(Offer)), null),
      allow: v.optional(v.array(v.picklist(planChanges)), [...planChanges]),
      prorationBehavior: v.optional(v.picklist(prorationBehaviors), 'always_invoice'),
      scheduleAtPeriodEnd: v.optional(v.array(v.picklist(periodEndConditions)), [...periodEndConditions]),
      /** Whether a change during a trial ends it, with the charge that this means, or leaves it. */
      trialBehavior: v.optional(v.picklist(['end_trial', 'continue_trial']), 'continue_trial'),
    }),
    {},
  ),
  subscriptionCancel: v.optional(
    v.strictObject({
      enabled: enabled(true),
      mode: v.optional(v.picklist(['at_period_end', 'immediately']), 'at_period_end'),
      /** Of an immediate cancellation: whether the unused time is given back as credit. */
      prorationBehavior: v.optional(v.picklist(['none', 'create_prorations']), 'none'),
      reasons: v.optional(
        v.strictObject({
          enabled: enabled(true),
          options: v.optional(v.array(CancellationReason), [...cancellationReasons]),
        }),
        {},
      ),
      retention: v.optional(
        v.strictObject({
          /** A coupon that somebody who cancels may have instead; null: none. */
          offerCoupon: v.optional(v.nullable(CouponId), null),
          /** Until the same subscription is offered it again. */
          onceInMonths: v.optional(Count(120), 12),
        }),
        {},
      ),
      flow: v.optional(v.picklist(cancellationFlows), 'single'),
    }),
    {},
  ),
  subscriptionPause: v.optional(
    v.strictObject({
      enabled: enabled(false),
      /** How long a pause may last. */
      maxMonths: v.optional(Count(24), 3),
    }),
    {},
  ),
});
/** Features with everything filled in, as they are stored and enforced. */
export type PortalFeatures = v.InferOutput<typeof PortalFeatures>;
/** Features as a merchant writes them. */
export type PortalFeaturesInput = v.InferInput<typeof PortalFeatures>;

/** The merchant's own name of a configuration: `default`, `dunning`. */
export const ConfigurationId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9_-]{1,64}$/, 'must be the id of a portal configuration: 1 to 64 of a-z, 0-9, - and _'),
);

/** What a portal says of the business and where its links lead. What is null is as the project's branding says. */
export const BusinessProfile = v.strictObject({
  /** One line above everything, such as `Example App partners with Example Bank`. */
  headline: v.optional(v.nullable(Line(200)), null),
  supportUrl: v.optional(v.nullable(Link), null),
  privacyUrl: v.optional(v.nullable(Link), null),
  termsUrl: v.optional(v.nullable(Link), null),
  /** Where customers without a subscription are sent to have one; null: they are told that there is none, and see their invoices. */
  upgradeUrl: v.optional(v.nullable(Link), null),
});
export type BusinessProfile = v.InferOutput<typeof BusinessProfile>;

/** For what the merchant's app must say that it is really them, and where a customer does that. */
export const StepUp = v.strictObject({
  actions: v.optional(v.array(v.picklist(stepUpActions)), []),
  /** A page of the merchant's app, for portals without a page of the merchant around them; it is given `session`, the id of the session, in its query. */
  url: v.optional(v.nullable(Link), null),
});
export type StepUp = v.InferOutput<typeof StepUp>;

/** All that a merchant decides about one portal, as written: what is left out is as the defaults say. */
export const PortalConfigurationSettings = v.strictObject({
  features: v.optional(PortalFeatures, {}),
  businessProfile: v.optional(BusinessProfile, {}),
  stepUp: v.optional(StepUp, {}),
  /** Where sessions lead that name no `returnUrl`. Its origin must be allowed in the project. */
  defaultReturnUrl: v.optional(v.nullable(Url), null),
});
export type PortalConfigurationSettings = v.InferOutput<typeof PortalConfigurationSettings>;
export type PortalConfigurationInput = v.InferInput<typeof PortalConfigurationSettings>;

/** A named portal configuration. There is always one that is called `default`. */
export const PortalConfiguration = v.object({
  id: ConfigurationId,
  features: PortalFeatures,
  businessProfile: BusinessProfile,
  stepUp: StepUp,
  defaultReturnUrl: v.nullable(v.string()),
  /** SHA-256 of all of the above but the id, in one spelling: the same settings, the same hash. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  createdAt: Instant,
  updatedAt: Instant,
});
export type PortalConfiguration = v.InferOutput<typeof PortalConfiguration>;

export const listPortalConfigurationsSchema = {
  input: v.strictObject(pageInput),
  output: pageOf(PortalConfiguration),
};

export const getPortalConfigurationSchema = {
  input: v.strictObject({ configuration: ConfigurationId }),
  output: PortalConfiguration,
};

export const updatePortalConfigurationSchema = {
  input: v.strictObject({ configuration: ConfigurationId, ...PortalConfigurationSettings.entries }),
  output: PortalConfiguration,
};

/** As much of the features as a customer's page must know: nothing here is a promise that the server does not keep. */
export const SessionFeatures = v.object({
  invoiceHistory: v.object({ enabled: v.boolean() }),
  paymentMethodUpdate: v.object({ enabled: v.boolean() }),
  customerUpdate: v.object({ enabled: v.boolean(), allowedUpdates: v.array(v.picklist(customerUpdates)) }),
  subscriptionUpdate: v.object({ enabled: v.boolean(), allow: v.array(v.picklist(planChanges)) }),
  subscriptionCancel: v.object({
    enabled: v.boolean(),
    mode: v.picklist(['at_period_end', 'immediately']),
    flow: v.picklist(cancellationFlows),
    /** What may be given as a reason; empty where it is not asked. */
    reasons: v.array(CancellationReason),
  }),
  subscriptionPause: v.object({
    enabled: v.boolean(),
    maxMonths: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
});
export type SessionFeatures = v.InferOutput<typeof SessionFeatures>;

/** What a customer wrote when they canceled. */
export const CancellationComment = Line(1000);
