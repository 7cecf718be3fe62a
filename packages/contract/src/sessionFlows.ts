import * as v from 'valibot';
import { Id, ProviderId, Url } from './text.js';

/** What can be linked to directly. `subscription_update_confirm` names the plan too, and asks only for the customer's word. */
export const flowTypes = [
  'payment_method_update',
  'subscription_update',
  'subscription_update_confirm',
  'subscription_cancel',
  'invoice_pay',
] as const;
export type FlowType = (typeof flowTypes)[number];

/** What follows when it is done: back to the merchant, a page that says so, or the rest of the portal. */
export const afterCompletionTypes = ['redirect', 'hosted_confirmation', 'portal_homepage'] as const;

const subscription = Id('sub');
const afterCompletion = v.optional(
  v.strictObject({
    type: v.picklist(afterCompletionTypes),
    /** Of `redirect`; default: the session's. Its origin must be allowed. */
    returnUrl: v.optional(Url),
  }),
  { type: 'hosted_confirmation' },
);

/** A flow as a merchant asks for it. What it names must be the customer's, and what it is for must be switched on. */
export const FlowInput = v.variant('type', [
  v.strictObject({ type: v.literal('payment_method_update'), afterCompletion }),
  v.strictObject({ type: v.literal('subscription_update'), subscription, afterCompletion }),
  v.strictObject({
    type: v.literal('subscription_update_confirm'),
    subscription,
    price: ProviderId,
    quantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999))),
    afterCompletion,
  }),
  v.strictObject({ type: v.literal('subscription_cancel'), subscription, afterCompletion }),
  v.strictObject({ type: v.literal('invoice_pay'), invoice: Id('in'), afterCompletion }),
]);
export type FlowInput = v.InferOutput<typeof FlowInput>;

/** A flow as the session's page is told. */
export const Flow = v.object({
  type: v.picklist(flowTypes),
  subscription: v.nullable(subscription),
  price: v.nullable(ProviderId),
  quantity: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  invoice: v.nullable(Id('in')),
  afterCompletion: v.object({ type: v.picklist(afterCompletionTypes), returnUrl: v.nullable(v.string()) }),
});
export type Flow = v.InferOutput<typeof Flow>;
