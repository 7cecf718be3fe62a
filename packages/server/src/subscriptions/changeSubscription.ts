import type { Subscription } from '@billfold/contract';
import { BillfoldError, Refusal } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import { recordCharge } from '../events/recordCharge.js';
import { recordInvoice } from '../events/recordInvoice.js';
import type { PortalContext, PortalOperation } from '../operation.js';
import type { PlanChange } from '../provider/CustomerBilling.js';
import { findBilledSubscription, findSeenSubscription } from './findSubscription.js';
import { decideChange, findBlockers, giveQuote, QUOTE_MS, type DecidedChange } from './quote.js';
import { lockQuote, spendQuote, type StoredQuote } from './quoteRows.js';

/**
 * Makes the change that a quote was given for. Everything is decided anew, because minutes have passed: what differs in
 * any way from what the customer has agreed to is not done, and they are given a new quote to look at.
 */
export const changeSubscription: PortalOperation<'changeSubscription'> = async (context) => {
  const { input, billing } = context;
  const quote = await lockQuote(context, input.quote);
  if (!quote || quote.subscription !== input.subscription) {
    // There is no quote for what somebody else bills; that is what the customer must be told.
    await findBilledSubscription(context, input.subscription);
    throw new BillfoldError('not_found');
  }
  const subscription = await findSeenSubscription(context, input.subscription);
  const decided = await decideChange(context, subscription, quote.change);
  const { expected } = quote;
  if (expected === null || !isGood(quote, subscription, decided.change, context.unit.now)) {
    return refuseWithNewQuote(context, 'quote_stale', decided);
  }
  // Asked again: somebody may have added members since the customer looked.
  const asQuoted: DecidedChange = { ...decided, change: quote.change };
  const { blockers } = await findBlockers(context, asQuoted, expected.dueNow.amount);
  if (blockers.length > 0) return refuseWithNewQuote(context, 'change_blocked', decided);

  const outcome = await billing
    .changeSubscription({ ...quote.change, version: context.version, expected })
    .catch(unlessStale);
  if (outcome === 'stale') return refuseWithNewQuote(context, 'quote_stale', decided);

  const owed = { product: subscription.product, amount: expected.dueNow };
  const result = await recordCharge(context, outcome, subscription.id, owed);
  if (result instanceof Refusal) return result;
  await spendQuote(context, quote.id);
  const { invoice, ...answer } = result;
  if (answer.status === 'succeeded') {
    await recordInvoice(context, invoice);
    await recordChange(context, 'customer.subscription.updated', subscription, answer.subscription);
  }
  return answer;
};

/** Whether what was quoted is what would be done now. */
function isGood(quote: StoredQuote, { version }: Subscription, now: PlanChange, at: Date): boolean {
  const { change, subscriptionVersion, expiresAt, usedAt } = quote;
  const same = (Object.keys(change) as (keyof PlanChange)[]).every(
    (field) => field === 'pricedAt' || change[field] === now[field],
  );
  // The provider's time can be moved while ours stands still.
  const isRecent = now.pricedAt.getTime() - change.pricedAt.getTime() < QUOTE_MS;
  return same && usedAt === null && expiresAt > at && isRecent && subscriptionVersion === version;
}

async function refuseWithNewQuote(
  context: PortalContext<unknown>,
  code: 'quote_stale' | 'change_blocked',
  decided: DecidedChange,
): Promise<Refusal> {
  return new Refusal(code, { quote: await giveQuote(context, decided) });
}

function unlessStale(error: unknown): 'stale' {
  if (error instanceof BillfoldError && error.code === 'quote_stale') return 'stale';
  throw error;
}
