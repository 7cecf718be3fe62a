import * as v from 'valibot';
import { described } from './described.js';
import { Line, ProviderId } from './text.js';

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

/** What a customer wrote when they canceled. */
export const CancellationComment = Line(1000);

/**
 * How much is asked of somebody who cancels. `single`: one screen. `guided`: reason, offer, confirmation, each with the
 * way to cancel on it. `strict`: no question and no offer before it is done.
 */
export const cancellationFlows = ['single', 'guided', 'strict'] as const;

const enabled = (by: boolean, meaning: string) => v.optional(described(v.boolean(), meaning), by);
const Count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

/** Of any form but that of a price's: whoever names prices here means their products. */
const ProductId = v.pipe(
  v.string(),
  v.regex(/^(?!price_)[!-~]{1,255}$/, 'must be the id of a product; its prices are named in `prices`'),
);

const OfferedProduct = v.strictObject({
  product: described(ProductId, 'What may be switched to.'),
  prices: v.optional(
    described(
      v.nullable(v.pipe(v.array(ProviderId), v.minLength(1))),
      'Which of its prices; null: all that are active.',
    ),
    null,
  ),
  quantity: v.optional(
    described(
      v.pipe(
        v.strictObject({
          adjustable: v.optional(described(v.boolean(), 'Whether customers choose how many.'), true),
          min: v.optional(described(Count(999_999), 'The fewest.'), 1),
          max: v.optional(described(Count(999_999), 'The most; not less than `min`.'), 999_999),
        }),
        v.check(({ min, max }) => min <= max, 'min must not be more than max'),
      ),
      'How many of it can be had, within what the price itself allows.',
    ),
    {},
  ),
});

/** A product that may be switched to; its id alone stands for all its prices in any quantity. */
const Offer = v.union(
  [
    OfferedProduct,
    v.pipe(
      ProductId,
      v.transform((product) => v.parse(OfferedProduct, { product })),
    ),
  ],
  'must be the id of a product, or an object of `product`, `prices` and `quantity`',
);

const SubscriptionUpdate = v.strictObject({
  enabled: enabled(true, 'Whether customers change their plan, and take back a change that is planned.'),
  products: v.optional(
    described(
      v.nullable(v.array(Offer)),
      'What may be switched to: ids of products, or objects that name prices and quantities. Null: everything on offer.',
    ),
    null,
  ),
  allow: v.optional(
    described(
      v.array(v.picklist(planChanges)),
      'Which kinds of change. What costs more a year is an upgrade, what costs less a downgrade; the same product by another interval is neither.',
    ),
    [...planChanges],
  ),
  prorationBehavior: v.optional(
    described(
      v.picklist(prorationBehaviors),
      'What a change costs in the period that is paid already: `always_invoice` settles it at once, `create_prorations` on the next invoice, `none` not at all: the new price begins with the next period.',
    ),
    'always_invoice',
  ),
  scheduleAtPeriodEnd: v.optional(
    described(
      v.array(v.picklist(periodEndConditions)),
      'Which changes wait for the end of the period that is paid: those that cost less, those to a shorter interval. In a trial nothing waits.',
    ),
    [...periodEndConditions],
  ),
  trialBehavior: v.optional(
    described(
      v.picklist(['end_trial', 'continue_trial']),
      'Whether a change during a trial ends it, with the charge that this means, or leaves it.',
    ),
    'continue_trial',
  ),
});

const SubscriptionCancel = v.strictObject({
  enabled: enabled(
    true,
    'Whether customers cancel by themselves, and take it back. Where it is off there must be a support link, here or in the branding.',
  ),
  mode: v.optional(
    described(
      v.picklist(['at_period_end', 'immediately']),
      'When it ends. What is not paid up ends at once, whatever this says.',
    ),
    'at_period_end',
  ),
  prorationBehavior: v.optional(
    described(
      v.picklist(['none', 'create_prorations']),
      'Of what ends at once: whether the unused time is given back as credit.',
    ),
    'none',
  ),
  reasons: v.optional(
    described(
      v.strictObject({
        enabled: enabled(true, 'Whether customers are asked why. Nobody has to answer.'),
        options: v.optional(described(v.array(CancellationReason), 'What can be answered.'), [
          ...cancellationReasons,
        ]),
      }),
      'Why somebody cancels, in the words that billing providers report by.',
    ),
    {},
  ),
  retention: v.optional(
    described(
      v.strictObject({
        offerCoupon: v.optional(
          described(
            v.nullable(ProviderId),
            'A coupon that somebody who cancels may have instead; null: none.',
          ),
          null,
        ),
        onceInMonths: v.optional(
          described(Count(120), 'Months until the same subscription is offered it again.'),
          12,
        ),
      }),
      'What is offered to those who are about to leave. The `strict` flow offers nothing.',
    ),
    {},
  ),
  flow: v.optional(
    described(
      v.picklist(cancellationFlows),
      'How much is asked of somebody who cancels. `single`: one screen. `guided`: reason, offer, confirmation, each with the way to cancel on it. `strict`: no question and no offer before it is done.',
    ),
    'single',
  ),
});

/**
 * What a portal lets its customers do: the only place that decides it, asked on every request. Whatever is left out is
 * as the defaults say.
 */
export const PortalFeatures = v.strictObject({
  invoiceHistory: v.optional(
    described(
      v.strictObject({ enabled: enabled(true, 'Whether customers see and download their invoices.') }),
      'Invoices. What is owed can be paid either way.',
    ),
    {},
  ),
  paymentMethodUpdate: v.optional(
    described(
      v.strictObject({ enabled: enabled(true, 'Whether customers see and change what they pay with.') }),
      'Payment methods.',
    ),
    {},
  ),
  customerUpdate: v.optional(
    described(
      v.strictObject({
        enabled: enabled(true, 'Whether customers see and change what is printed on their invoices.'),
        allowedUpdates: v.optional(
          described(
            v.array(v.picklist(customerUpdates)),
            'What they may change. What is left out is shown, and can not be changed.',
          ),
          [...customerUpdates],
        ),
      }),
      'Billing details.',
    ),
    {},
  ),
  subscriptionUpdate: v.optional(described(SubscriptionUpdate, 'Changes of plan.'), {}),
  subscriptionCancel: v.optional(described(SubscriptionCancel, 'Cancelling.'), {}),
  subscriptionPause: v.optional(
    described(
      v.strictObject({
        enabled: enabled(false, 'Whether customers pause from where the paid period ends, and resume.'),
        maxMonths: v.optional(described(Count(24), 'How long a pause may last.'), 3),
      }),
      'Pausing.',
    ),
    {},
  ),
});
/** Features with everything filled in, as they are stored and enforced. */
export type PortalFeatures = v.InferOutput<typeof PortalFeatures>;
/** Features as a merchant writes them. */
export type PortalFeaturesInput = v.InferInput<typeof PortalFeatures>;
