import Stripe from 'stripe';
import type { Call, Handlers } from '../Handler.js';
import { isCreatedIn, pageOf } from '../pageOf.js';
import { booleanOf, metadataOf, numberOf, requiredText, textOf, type Params } from '../params.js';
import { invalid } from '../StripeFault.js';
import { change } from './changed.js';
import { find, listOf } from './find.js';
import { hide } from './hidden.js';

/** What is sold. */
export const catalogHandlers: Handlers = {
  'POST /v1/products': ({ state, params, now }) => {
    const id = textOf(params.id, 'id') ?? state.newId('prod');
    const product: Stripe.Product = {
      id,
      object: 'product',
      active: booleanOf(params.active, 'active') ?? true,
      created: now,
      default_price: null,
      description: textOf(params.description, 'description') ?? null,
      images: [],
      livemode: false,
      marketing_features: featuresOf(params),
      metadata: metadataOf(params.metadata),
      name: requiredText(params.name, 'name'),
      package_dimensions: null,
      shippable: null,
      statement_descriptor: null,
      tax_code: textOf(params.tax_code, 'tax_code') ?? null,
      tax_details: null,
      type: 'service',
      unit_label: textOf(params.unit_label, 'unit_label') ?? null,
      updated: now,
      url: null,
    };
    state.products.set(id, product);
    state.emit('product.created', product);
    return product;
  },
  'GET /v1/products': (call) =>
    pageOf(call, [...call.state.products.values()].filter(isWanted(call)), '/v1/products'),
  'GET /v1/products/{id}': ({ state, path }) => find(state.products, path.id, 'product'),
  'POST /v1/products/{id}': ({ state, path, params, now }) => {
    const product = find(state.products, path.id, 'product');
    const defaultPrice = textOf(params.default_price, 'default_price');
    if (defaultPrice) find(state.prices, defaultPrice, 'price', 'default_price');
    change(state, product, 'product.updated', () => {
      product.active = booleanOf(params.active, 'active') ?? product.active;
      product.name = textOf(params.name, 'name') ?? product.name;
      if (params.description !== undefined)
        product.description = textOf(params.description, 'description') ?? null;
      if (params.marketing_features !== undefined) product.marketing_features = featuresOf(params);
      if (defaultPrice !== undefined) product.default_price = defaultPrice;
      product.metadata = metadataOf(params.metadata, product.metadata);
      product.updated = now;
    });
    return product;
  },

  'POST /v1/prices': (call) => {
    const price = priceOf(call);
    call.state.prices.set(price.id, price);
    call.state.emit('price.created', price);
    return price;
  },
  'GET /v1/prices': (call) => {
    const { product, currency, type } = call.params;
    const prices = [...call.state.prices.values()]
      .filter(isWanted(call))
      .filter(
        (price) =>
          (!product || price.product === product) &&
          (!currency || price.currency === currency) &&
          (!type || price.type === type),
      );
    return pageOf(call, prices, '/v1/prices');
  },
  'GET /v1/prices/{id}': ({ state, path }) => find(state.prices, path.id, 'price'),
  'POST /v1/prices/{id}': ({ state, path, params }) => {
    const price = find(state.prices, path.id, 'price');
    change(state, price, 'price.updated', () => {
      price.active = booleanOf(params.active, 'active') ?? price.active;
      if (params.nickname !== undefined) price.nickname = textOf(params.nickname, 'nickname') ?? null;
      price.metadata = metadataOf(params.metadata, price.metadata);
    });
    return price;
  },
};

function isWanted({ params }: Call) {
  const active = booleanOf(params.active, 'active');
  const ids = params.ids === undefined ? null : new Set(listOf(params.ids, 'ids').map(String));
  return (thing: { id: string; active: boolean; created: number }) =>
    (active === undefined || thing.active === active) &&
    (ids === null || ids.has(thing.id)) &&
    isCreatedIn(thing, params.created);
}

function priceOf({ state, params, now }: Call): Stripe.Price {
  const product = find(state.products, textOf(params.product, 'product'), 'product', 'product');
  const tiered = params.billing_scheme === 'tiered';
  const recurring = params.recurring as Params | undefined;
  const amount = numberOf(params.unit_amount, 'unit_amount') ?? null;
  if (!tiered && amount === null)
    throw invalid('You must specify one of: unit_amount, unit_amount_decimal, custom_unit_amount.');
  const price: Stripe.Price = {
    id: textOf(params.id, 'id') ?? state.newId('price'),
    object: 'price',
    active: booleanOf(params.active, 'active') ?? true,
    billing_scheme: tiered ? 'tiered' : 'per_unit',
    created: now,
    currency: requiredText(params.currency, 'currency').toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: textOf(params.lookup_key, 'lookup_key') ?? null,
    metadata: metadataOf(params.metadata),
    nickname: textOf(params.nickname, 'nickname') ?? null,
    product: product.id,
    recurring: recurring
      ? {
          interval: requiredText(recurring.interval, 'recurring[interval]'),
          interval_count: numberOf(recurring.interval_count, 'recurring[interval_count]') ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: textOf(params.tax_behavior, 'tax_behavior') ?? 'unspecified',
    tiers_mode: tiered ? requiredText(params.tiers_mode, 'tiers_mode') : null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: decimal(amount),
  };
  hide(price, 'currency_options', currencyOptionsOf(params));
  if (tiered) hide(price, 'tiers', tiersOf(params.tiers, 'tiers'));
  return price;
}

function currencyOptionsOf(params: Params): Record<string, Stripe.Price.CurrencyOptions> {
  const own = { [String(params.currency).toLowerCase()]: params };
  const all = Object.entries({ ...own, ...(params.currency_options as Params | undefined) });
  return Object.fromEntries(
    all.map(([currency, terms]: [string, Params]) => {
      const amount = numberOf(terms.unit_amount, `currency_options[${currency}][unit_amount]`) ?? null;
      const options: Stripe.Price.CurrencyOptions = {
        custom_unit_amount: null,
        tax_behavior: textOf(terms.tax_behavior, 'tax_behavior') ?? 'unspecified',
        unit_amount: amount,
        unit_amount_decimal: decimal(amount),
      };
      if (terms.tiers !== undefined)
        options.tiers = tiersOf(terms.tiers, `currency_options[${currency}][tiers]`);
      return [currency, options];
    }),
  );
}

function tiersOf(value: unknown, param: string): Stripe.Price.Tier[] {
  return listOf(value, param).map((tier) => {
    const flat = numberOf(tier.flat_amount, `${param}[flat_amount]`) ?? null;
    const unit = numberOf(tier.unit_amount, `${param}[unit_amount]`) ?? null;
    return {
      flat_amount: flat,
      flat_amount_decimal: decimal(flat),
      unit_amount: unit,
      unit_amount_decimal: decimal(unit),
      up_to: tier.up_to === 'inf' ? null : (numberOf(tier.up_to, `${param}[up_to]`) ?? null),
    };
  });
}

function featuresOf(params: Params): Stripe.Product.MarketingFeature[] {
  return listOf(params.marketing_features, 'marketing_features').map(({ name }) => ({ name: String(name) }));
}

/** An amount as Stripe's decimals are written. */
export function decimal(amount: number | null): Stripe.Decimal | null {
  return amount === null ? null : Stripe.Decimal.from(amount);
}

/** A price as it was called before there were prices; subscription items still have both. */
export function planOf(price: Stripe.Price): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
