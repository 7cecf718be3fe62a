import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Coupon, SandboxCatalog } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import type { CouponTerms } from '../engine/account.js';
import { toMoney } from '../engine/money.js';
import { sandboxCoupons, sandboxPromotionCodes } from './schema.js';

export type CouponRow = typeof sandboxCoupons.$inferSelect;
export type PromotionCodeRow = typeof sandboxPromotionCodes.$inferSelect;

/** A coupon as the engine goes by it. */
export function toCouponTerms(row: CouponRow): CouponTerms {
  const { id, name, percentOff, amountOff, currency, duration, durationInMonths, products } = row;
  return { id, name, percentOff, amountOff, currency, duration, durationInMonths, products };
}

/** A coupon as the contract writes it. */
export function toCoupon(terms: CouponTerms): Coupon {
  const { id, name, percentOff, amountOff, currency, duration, durationInMonths } = terms;
  const off = amountOff === null ? null : toMoney(amountOff, currency!);
  return { id, name, percentOff, amountOff: off, duration, durationInMonths };
}

/** The coupons and codes of a project in the order in which they were written. Coupons that were left out are gone. */
export async function readCoupons(
  database: Database,
  project: string,
): Promise<Pick<SandboxCatalog, 'coupons' | 'promotionCodes'>> {
  const coupons = await database
    .select()
    .from(sandboxCoupons)
    .where(and(eq(sandboxCoupons.project, project), eq(sandboxCoupons.active, true)))
    .orderBy(asc(sandboxCoupons.position), asc(sandboxCoupons.id));
  const codes = await database
    .select()
    .from(sandboxPromotionCodes)
    .where(eq(sandboxPromotionCodes.project, project))
    .orderBy(asc(sandboxPromotionCodes.position), asc(sandboxPromotionCodes.key));
  return {
    coupons: coupons.map((row) => {
      const { products, maxRedemptions } = row;
      return { ...toCoupon(toCouponTerms(row)), products, maxRedemptions };
    }),
    promotionCodes: codes.map((row) => {
      const { code, coupon, active, expiresAt, maxRedemptions, firstTimeTransaction } = row;
      return {
        code,
        coupon,
        active,
        expiresAt: expiresAt?.toISOString() ?? null,
        maxRedemptions,
        firstTimeTransaction,
        minimumAmount: row.minimumAmount === null ? null : toMoney(row.minimumAmount, row.minimumCurrency!),
      };
    }),
  };
}

/**
 * Has the coupons and then the codes of a project to itself until the transaction ends, in the order in which their uses
 * are counted.
 */
export async function lockCoupons(database: Database, project: string): Promise<void> {
  const { id } = sandboxCoupons;
  const { key } = sandboxPromotionCodes;
  await database
    .select({ id })
    .from(sandboxCoupons)
    .where(eq(sandboxCoupons.project, project))
    .orderBy(sql`${id} collate "C"`)
    .for('update');
  await database
    .select({ key })
    .from(sandboxPromotionCodes)
    .where(eq(sandboxPromotionCodes.project, project))
    .orderBy(sql`${key} collate "C"`)
    .for('update');
}

/** A coupon of the project, whether or not it can still be had; null when there is none. */
export async function findCoupon(database: Database, project: string, id: string): Promise<CouponRow | null> {
  const [row] = await database
    .select()
    .from(sandboxCoupons)
    .where(and(eq(sandboxCoupons.project, project), eq(sandboxCoupons.id, id)));
  return row ?? null;
}

/** A code as somebody has entered it, with its coupon, by one statement; null when there is none. */
export async function findPromotionCode(
  database: Database,
  project: string,
  entered: string,
): Promise<{ code: PromotionCodeRow; coupon: CouponRow } | null> {
  const [row] = await database
    .select({ code: sandboxPromotionCodes, coupon: sandboxCoupons })
    .from(sandboxPromotionCodes)
    .innerJoin(
      sandboxCoupons,
      and(
        eq(sandboxCoupons.project, sandboxPromotionCodes.project),
        eq(sandboxCoupons.id, sandboxPromotionCodes.coupon),
      ),
    )
    .where(
      and(
        eq(sandboxPromotionCodes.project, project),
        eq(sandboxPromotionCodes.key, keyOf(entered)),
        eq(sandboxPromotionCodes.active, true),
        eq(sandboxCoupons.active, true),
      ),
    );
  return row ?? null;
}

/** What a code is found by. */
export const keyOf = (code: string): string => code.trim().toLowerCase();

/** Whether somebody can still have it, as far as anybody can tell who does not hold the row. */
export function isUsedUp({ redemptions, maxRedemptions }: Pick<CouponRow, 'redemptions' | 'maxRedemptions'>) {
  return maxRedemptions !== null && redemptions >= maxRedemptions;
}

/**
 * Counts one use, unless that is one too many. Whoever comes second waits for the row, and then looks at what the first
 * one has left.
 * @returns whether there was one left.
 */
export async function countRedemption(
  database: Database,
  table: typeof sandboxCoupons | typeof sandboxPromotionCodes,
  project: string,
  id: string,
): Promise<boolean> {
  const { redemptions, maxRedemptions } = table;
  const counted = await database
    .update(table)
    .set({ redemptions: sql`${redemptions} + 1` })
    .where(and(isRow(table, project, id), or(isNull(maxRedemptions), lt(redemptions, maxRedemptions))))
    .returning({ redemptions });
  return counted.length > 0;
}

/** Takes a use back. */
export async function uncountRedemption(
  database: Database,
  table: typeof sandboxCoupons | typeof sandboxPromotionCodes,
  project: string,
  id: string,
): Promise<void> {
  const { redemptions } = table;
  await database
    .update(table)
    .set({ redemptions: sql`greatest(${redemptions} - 1, 0)` })
    .where(isRow(table, project, id));
}

function isRow(table: typeof sandboxCoupons | typeof sandboxPromotionCodes, project: string, id: string) {
  return and(eq(table.project, project), eq('key' in table ? table.key : table.id, id));
}
