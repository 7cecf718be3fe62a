import type { Price } from '@billfold/contract';
import type { PriceTerms } from '../engine/account.js';
import { toMoney } from '../engine/money.js';
import type { sandboxPrices } from './schema.js';

export type PriceRow = typeof sandboxPrices.$inferSelect;

/** A price as the contract writes it. */
export function toPrice(row: PriceRow): Price {
  const { id, product, scheme, interval, intervalCount, taxBehavior } = row;
  return {
    id,
    product,
    unitAmount: toMoney(row.unitAmount, row.currency),
    scheme,
    interval,
    intervalCount,
    taxBehavior,
  };
}

/** A price as the engine goes by it. */
export function toPriceTerms(row: PriceRow, productName: string): PriceTerms {
  const { id, unitAmount, currency, scheme, interval, intervalCount, taxBehavior } = row;
  return { id, productName, unitAmount, currency, scheme, interval, intervalCount, taxBehavior };
}
