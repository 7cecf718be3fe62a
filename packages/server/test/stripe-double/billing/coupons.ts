import type Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { pageOf } from '../pageOf.js';
import { booleanOf, metadataOf, numberOf, requiredText, textOf, type Params } from '../params.js';
import { invalid } from '../StripeFault.js';
import { change } from './changed.js';
import { find, listOf } from './find.js';
import { hide } from './hidden.js';

/** What takes something off, and the codes by which customers get it. */
export const couponHandlers: Handlers = {
  'POST /v1/coupons': (call) => {
    const coupon = couponOf(call);
    call.state.coupons.set(coupon.id, coupon);
    call.state.emit('coupon.created', coupon);
    return coupon;
  },
  'GET /v1/coupons': (call) => pageOf(call, call.state.coupons.values(), '/v1/coupons'),
  'GET /v1/coupons/{id}': ({ state, path }) => find(state.coupons, path.id, 'coupon'),
  'POST /v1/coupons/{id}': ({ state, path, params }) => {
    const coupon = find(state.coupons, path.id, 'coupon');
    change(state, coupon, 'coupon.updated', () => {
      if (params.name !== undefined) coupon.name = textOf(params.name, 'name') ?? null;
      coupon.metadata = metadataOf(params.metadata, coupon.metadata ?? {});
    });
    return coupon;
  },
  'DELETE /v1/coupons/{id}': ({ state, path }) => {
    const coupon = find(state.coupons, path.id, 'coupon');
    state.coupons.delete(coupon.id);
    state.emit('coupon.deleted', coupon);
    return { id: coupon.id, object: 'coupon', deleted: true } satisfies Stripe.DeletedCoupon;
  },

  'POST /v1/promotion_codes': (call) => {
    const promotionCode = promotionCodeOf(call);
    call.state.promotionCodes.set(promotionCode.id, promotionCode);
    call.state.emit('promotion_code.created', promotionCode);
    return promotionCode;
  },
  'GET /v1/promotion_codes': (call) => {
    const { code, coupon, customer } = call.params;
    const active = booleanOf(call.params.active, 'active');
    const wanted = [...call.state.promotionCodes.values()].filter(
      (it) =>
        // A code is found in whatever case it is entered.
        (!code || it.code.toLowerCase() === String(code).toLowerCase()) &&
        (!coupon || it.promotion.coupon === coupon) &&
        (!customer || it.customer === customer) &&
        (active === undefined || it.active === active),
    );
    return pageOf(call, wanted, '/v1/promotion_codes');
  },
  'GET /v1/promotion_codes/{id}': ({ state, path }) => find(state.promotionCodes, path.id, 'promotion code'),
  'POST /v1/promotion_codes/{id}': ({ state, path, params }) => {
    const promotionCode = find(state.promotionCodes, path.id, 'promotion code');
    change(state, promotionCode, 'promotion_code.updated', () => {
      promotionCode.active = booleanOf(params.active, 'active') ?? promotionCode.active;
      promotionCode.metadata = metadataOf(params.metadata, promotionCode.metadata ?? {});
    });
    return promotionCode;
  },
};

function couponOf({ state, params, now }: Call): Stripe.Coupon {
  const percent = params.percent_off === undefined ? null : Number(params.percent_off);
  const amount = numberOf(params.amount_off, 'amount_off') ?? null;
  if ((percent === null) === (amount === null))
    throw invalid('You must pass exactly one of percent_off and amount_off.');
  const duration = textOf(params.duration, 'duration') ?? 'once';
  const months = numberOf(params.duration_in_months, 'duration_in_months') ?? null;
  if ((duration === 'repeating') !== (months !== null))
    throw invalid('duration_in_months must be passed with a repeating coupon, and only with one.');
  const id = textOf(params.id, 'id') ?? state.newId('coupon').slice('coupon_'.length);
  if (state.coupons.has(id)) throw invalid('Coupon already exists.', { code: 'resource_already_exists' });
  const products = listOf((params.applies_to as Params | undefined)?.products, 'applies_to[products]');
  const coupon: Stripe.Coupon = {
    id,
    object: 'coupon',
    amount_off: amount,
    created: now,
    currency: amount === null ? null : requiredText(params.currency, 'currency').toLowerCase(),
    duration,
    duration_in_months: months,
    livemode: false,
    max_redemptions: numberOf(params.max_redemptions, 'max_redemptions') ?? null,
    metadata: metadataOf(params.metadata),
    name: textOf(params.name, 'name') ?? null,
    percent_off: percent,
    redeem_by: numberOf(params.redeem_by, 'redeem_by') ?? null,
    times_redeemed: 0,
    valid: true,
  };
  if (products.length > 0) hide(coupon, 'applies_to', { products: products.map(String) });
  return coupon;
}

function promotionCodeOf({ state, params, now }: Call): Stripe.PromotionCode {
  const promotion = params.promotion as Params | undefined;
  if (requiredText(promotion?.type, 'promotion[type]') !== 'coupon')
    throw invalid('Invalid promotion[type]: must be coupon.', { param: 'promotion[type]' });
  const coupon = find(
    state.coupons,
    textOf(promotion?.coupon, 'promotion[coupon]'),
    'coupon',
    'promotion[coupon]',
  );
  const code = textOf(params.code, 'code') ?? state.newId('code').slice('code_'.length).toUpperCase();
  const isTaken = [...state.promotionCodes.values()].some(
    (it) => it.active && it.code.toLowerCase() === code.toLowerCase(),
  );
  if (isTaken)
    throw invalid(`An active promotion code with code \`${code}\` already exists.`, { param: 'code' });
  const restrictions = params.restrictions as Params | undefined;
  return {
    id: state.newId('promo'),
    object: 'promotion_code',
    active: booleanOf(params.active, 'active') ?? true,
    code,
    created: now,
    customer: textOf(params.customer, 'customer') ?? null,
    customer_account: null,
    expires_at: numberOf(params.expires_at, 'expires_at') ?? null,
    livemode: false,
    max_redemptions: numberOf(params.max_redemptions, 'max_redemptions') ?? null,
    metadata: metadataOf(params.metadata),
    promotion: { coupon: coupon.id, type: 'coupon' },
    restrictions: {
      first_time_transaction: booleanOf(restrictions?.first_time_transaction, 'restrictions') ?? false,
      minimum_amount: numberOf(restrictions?.minimum_amount, 'restrictions[minimum_amount]') ?? null,
      minimum_amount_currency: textOf(restrictions?.minimum_amount_currency, 'restrictions') ?? null,
    },
    times_redeemed: 0,
  };
}
