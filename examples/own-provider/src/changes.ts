import {
  BillfoldError,
  type ChangedSubscription,
  type ChargeOutcome,
  type ExpectedPrice,
  type PlanChange,
  type PricedChange,
} from '@billfold/server';
import type { Agreement, ChangeRequest, Charged, PricedChange as Priced } from '../company/wire.js';
import { CompanyRefusal } from './createClient.js';
import { intentOf, type Context } from './Context.js';
import { listInvoices, toLine } from './invoices.js';
import { charging } from './payments.js';
import { listPlans } from './plans.js';
import { ownSubscription, pathOf, seenSubscription } from './subscriptions.js';
import { isSame, noMoney, toMoney } from './toMoney.js';

/** Asks the company what a change would cost: it prices by the same path that makes it. */
export async function previewChange(context: Context, change: PlanChange): Promise<PricedChange> {
  const subscription = await ownSubscription(context, change.subscription);
  const plans = await listPlans(context, change.subscription);
  const price = plans.flatMap(({ prices }) => prices).find(({ id }) => id === change.price);
  if (!price) throw new BillfoldError('price_not_allowed');
  const priced = await ask(context, change);
  return {
    promotionCode: null,
    effectiveAt: priced.at,
    lines: priced.lines.map(toLine),
    taxes: [],
    subtotal: toMoney(priced.total),
    discount: noMoney,
    tax: noMoney,
    total: toMoney(priced.total),
    balanceApplied: toMoney(priced.fromCredit),
    creditAdded: toMoney(priced.toCredit),
    dueNow: toMoney(priced.due),
    recurring: {
      total: toMoney(priced.perPeriod),
      interval: price.interval,
      intervalCount: price.intervalCount,
      discounts: [],
    },
    nextInvoice: priced.nextBill && {
      issuedAt: priced.nextBill.issued,
      total: toMoney(priced.nextBill.total),
    },
    trialEndAt: priced.trialTo,
    paymentMethod: subscription.paymentMethod,
  };
}

/** Makes a change at the price that the customer has agreed to, or not at all. */
export async function changeSubscription(
  context: Context,
  change: PlanChange & { version: number; expected: ExpectedPrice },
): Promise<ChargeOutcome<ChangedSubscription>> {
  const { client, unit } = context;
  const intent = intentOf(context);
  await intent.step('check', async () => {
    await seenSubscription(context, change);
    const priced = await previewChange(context, change);
    if (isAsExpected(priced, change.expected)) return null;
    // Somebody may have been faster while it was priced: then that is the reason.
    await seenSubscription(context, change);
    throw new BillfoldError('quote_stale');
  });
  // The company makes it for this revision only: whoever was faster in between, it is refused.
  const body = { ...toRequest(change), revision: change.version };
  const path = `POST ${pathOf(change.subscription)}/change` as const;
  const outcome = await intent.step('change', (key) =>
    charging(client.send<Charged<Agreement>>(unit, key, path, body)),
  );
  if (outcome.state === 'declined') return { status: 'failed', failure: outcome.failure };
  const subscription = await ownSubscription(context, change.subscription);
  if (outcome.secret !== null) {
    return { status: 'requires_action', clientSecret: outcome.secret, subscription, invoice: null };
  }
  return { status: 'succeeded', subscription, invoice: await billedAt(context, change) };
}

async function ask({ client, unit }: Context, change: PlanChange): Promise<Priced> {
  try {
    return await client.ask<Priced>(unit, `${pathOf(change.subscription)}/price-change`, toRequest(change));
  } catch (error) {
    if (error instanceof CompanyRefusal && error.refusal.error === 'not_in_this_state')
      throw new BillfoldError('subscription_state', { cause: error });
    throw error;
  }
}

function toRequest(change: PlanChange): ChangeRequest {
  const settle = { always_invoice: 'at_once', create_prorations: 'next_bill', none: 'never' } as const;
  return {
    price: change.price,
    seats: change.quantity,
    settle: settle[change.prorationBehavior],
    endTrial: change.trialBehavior === 'end_trial',
    at: change.pricedAt.toISOString(),
  };
}

/** Whether a change costs what was agreed to: now, in all, from then on, and next. */
function isAsExpected(priced: PricedChange, expected: ExpectedPrice): boolean {
  const next = [priced.nextInvoice, expected.nextInvoice] as const;
  return (
    isSame(priced.dueNow, expected.dueNow) &&
    isSame(priced.total, expected.total) &&
    isSame(priced.recurring.total, expected.recurring.total) &&
    (next[0] === null || next[1] === null ? next[0] === next[1] : isSame(next[0].total, next[1].total))
  );
}

/** The bill that a change has brought, if any. */
async function billedAt(context: Context, { pricedAt, subscription }: PlanChange) {
  const query = { limit: 1, after: null, status: null, year: null };
  const [newest] = (await listInvoices(context, query)).invoices;
  return newest?.issuedAt === pricedAt.toISOString() && newest.subscription === subscription ? newest : null;
}
