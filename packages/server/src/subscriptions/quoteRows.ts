import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Quote } from '@billfold/contract';
import type { Database } from '../database/Database.js';
import { quotes } from '../database/schema.js';
import type { PortalContext } from '../operation.js';
import type { ExpectedPrice, PlanChange } from '../provider/CustomerBilling.js';

type Context = Pick<PortalContext<unknown>, 'caller' | 'unit'>;

/** What a quote binds the server to. */
export interface StoredQuote {
  id: string;
  subscription: string;
  subscriptionVersion: number;
  change: PlanChange;
  /** What the customer was told; null: nobody knows any more. */
  expected: ExpectedPrice | null;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Keeps what a quote was given for. */
export async function insertQuote(
  { caller, unit }: Context,
  quote: Quote,
  change: PlanChange,
): Promise<void> {
  await unit.database.insert(quotes).values({
    project: caller.project,
    customer: caller.customer.id,
    id: quote.id,
    subscription: quote.subscription,
    subscriptionVersion: quote.subscriptionVersion,
    change: { ...change, pricedAt: change.pricedAt.toISOString(), expected: toExpected(quote) },
    dueNow: quote.dueNow.amount,
    createdAt: unit.now,
    expiresAt: new Date(quote.expiresAt),
  });
}

/** A quote of the customer, or null. Nobody else can use it until the transaction ends. */
export async function lockQuote(context: Context, id: string): Promise<StoredQuote | null> {
  const [row] = await context.unit.database.select().from(quotes).where(isQuote(context, id)).for('update');
  if (!row) return null;
  const { expected = null, pricedAt, ...change } = row.change;
  return { ...row, change: { ...change, pricedAt: new Date(pricedAt) }, expected };
}

/** What of a quote must still be so when its change is made. */
function toExpected({ dueNow, total, recurring, nextInvoice }: Quote): ExpectedPrice {
  return {
    dueNow,
    total,
    recurring: { total: recurring.total },
    nextInvoice: nextInvoice && { total: nextInvoice.total },
  };
}

/** A quote is good for one change. */
export async function spendQuote(context: Context, id: string): Promise<void> {
  await context.unit.database
    .update(quotes)
    .set({ usedAt: context.unit.now })
    .where(and(isQuote(context, id), isNull(quotes.usedAt)));
}

const isQuote = ({ caller }: Context, id: string) =>
  and(eq(quotes.project, caller.project), eq(quotes.customer, caller.customer.id), eq(quotes.id, id));

const KEPT_MS = 24 * 60 * 60_000;

/** Removes quotes that expired long ago. Called now and then. */
export async function forgetOldQuotes(database: Database, now: Date): Promise<void> {
  await database.delete(quotes).where(lt(quotes.createdAt, new Date(now.getTime() - KEPT_MS)));
}
