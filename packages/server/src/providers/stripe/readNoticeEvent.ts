import * as v from 'valibot';
import { BillfoldError } from '../../errors.js';
import type { Notice } from '../../provider/Provider.js';

/**
 * The events that tell of something that the portal shows, by what their names begin with. An endpoint need not be sent any others;
 * docs/stripe.md lists them in full.
 */
const readers: readonly (readonly [
  prefix: string,
  read: (thing: Thing, previous: Thing) => Notice['about'],
])[] = [
  ['customer.subscription.', (thing) => about('subscription', thing.customer, thing.id)],
  // A schedule that was released names its subscription elsewhere.
  [
    'subscription_schedule.',
    (thing) => about('subscription', thing.customer, thing.subscription ?? thing.released_subscription),
  ],
  ['customer.tax_id.', (thing) => about('customer', thing.customer, thing.customer)],
  [
    'customer.discount.',
    (thing) =>
      about('subscription', thing.customer, thing.subscription) ??
      about('customer', thing.customer, thing.customer),
  ],
  ['customer.', (thing) => about('customer', thing.id, thing.id)],
  ['invoice.', (thing) => about('invoice', thing.customer, thing.id)],
  ['setup_intent.', (thing) => about('setup_intent', thing.customer, thing.id)],
  // One that was detached is nobody's any more; whose it was stands beside it.
  [
    'payment_method.',
    (thing, previous) => about('payment_method', thing.customer ?? previous.customer, thing.id),
  ],
];

/** Names of objects of which nothing but ids is read: whatever version of the API has written them. */
const Reference = v.nullish(v.union([v.string(), v.object({ id: v.string() })]));
const Thing = v.object({
  id: v.nullish(v.string()),
  customer: Reference,
  subscription: Reference,
  released_subscription: Reference,
});
type Thing = v.InferOutput<typeof Thing>;

const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{1,255}$/));
const Type = v.pipe(v.string(), v.regex(/^[a-z0-9_.[\]]{1,255}$/));

const StripeEvent = v.variant('object', [
  v.object({
    object: v.literal('event'),
    id: Id,
    type: Type,
    created: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999_999_999)),
    livemode: v.boolean(),
    /** Whose event it is, of an endpoint that is told of connected accounts. */
    account: v.nullish(v.string()),
    data: v.object({ object: Thing, previous_attributes: v.nullish(v.partial(Thing)) }),
  }),
  // The other kind of Stripe's events, which tell where to look and nothing else. None is about anything that the portal shows.
  v.object({
    object: v.literal('v2.core.event'),
    id: Id,
    type: Type,
    created: v.pipe(v.string(), v.isoTimestamp()),
    livemode: v.boolean(),
  }),
]);

/**
 * Reads whom and what an event of Stripe's is about, and nothing else of it.
 *
 * @throws BillfoldError `invalid_request` for what is no event.
 */
export function readNoticeEvent(value: unknown): Notice & { livemode: boolean } {
  const parsed = v.safeParse(StripeEvent, value);
  if (!parsed.success) throw new BillfoldError('invalid_request', { cause: 'It is no event of Stripe.' });
  const event = parsed.output;
  const { id, type, livemode } = event;
  if (event.object === 'v2.core.event') {
    return { id, type, livemode, createdAt: new Date(event.created), about: null };
  }
  const createdAt = new Date(event.created * 1000);
  const { account, data } = event;
  // Another account's customers are nobody here.
  const read = account ? undefined : readers.find(([prefix]) => type.startsWith(prefix))?.[1];
  const previous: Thing = { ...nobody, ...data.previous_attributes };
  return { id, type, livemode, createdAt, about: read?.(data.object, previous) ?? null };
}

const nobody: Thing = { id: null, customer: null, subscription: null, released_subscription: null };

/** Null where it is not said whom or what it is about, or not in the form of an id. */
function about(
  object: NonNullable<Notice['about']>['object'],
  customer: Thing['customer'],
  thing: Thing['subscription'],
): Notice['about'] {
  const [providerCustomer, id] = [idOf(customer), idOf(thing)];
  return v.is(Id, providerCustomer) && v.is(Id, id) ? { providerCustomer, object, id } : null;
}

const idOf = (reference: Thing['customer']) =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);
