import type { ParsedCatalog } from '../data/SandboxData.js';
import { keyOf } from './coupons.js';

type CatalogProduct = ParsedCatalog['products'][number];
type CatalogPrice = CatalogProduct['prices'][number];

/** A catalogue as it is stored. */
export function toCatalogRows(project: string, { products, coupons, promotionCodes }: ParsedCatalog) {
  return {
    products: products.map(({ prices: _, ...product }, position) => ({ project, ...product, position })),
    prices: products.flatMap((product) =>
      product.prices.map((price, position) => ({
        project,
        id: price.id,
        active: price.active,
        position,
        ...termsOf(product, price),
      })),
    ),
    coupons: coupons.map((coupon, position) => ({
      project,
      ...coupon,
      amountOff: coupon.amountOff === null ? null : BigInt(coupon.amountOff),
      active: true,
      position,
    })),
    promotionCodes: promotionCodes.map(({ minimumAmount, expiresAt, ...code }, position) => ({
      project,
      key: keyOf(code.code),
      ...code,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      minimumAmount: minimumAmount && BigInt(minimumAmount.amount),
      minimumCurrency: minimumAmount && minimumAmount.currency,
      position,
    })),
  };
}

/** What a price asks for, which is for ever. */
export function termsOf(product: CatalogProduct, price: CatalogPrice) {
  const { currency, scheme, interval, intervalCount, taxBehavior } = price;
  const tiers = price.tiers?.map(({ upTo, unitAmount, flatAmount }) => ({
    upTo,
    unitAmount: BigInt(unitAmount),
    flatAmount: BigInt(flatAmount),
  }));
  return {
    product: product.id,
    unitAmount: BigInt(price.unitAmount),
    currency,
    scheme,
    tiers: tiers ?? null,
    interval,
    intervalCount,
    taxBehavior,
  };
}
