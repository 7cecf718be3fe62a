import type { Money } from '@billfold/contract';
import { BillfoldError } from '../../../errors.js';
import type {
  ChangedSubscription,
  ChargeOutcome,
  CustomerBilling,
  ExpectedPrice,
  PlanChange,
  PricedChange,
} from '../../../provider/CustomerBilling.js';
import type { EngineChange, SubscriptionState } from '../engine/account.js';
import { deletePendingChange } from '../engine/adjust.js';
import { changeSubscription } from '../engine/change.js';
import { toMoney } from '../engine/money.js';
import { faultOfAmount } from '../engine/price.js';
import type { PricedTerms } from '../engine/priced.js';
import { atInstant } from '../store/instants.js';
import { toLine, toTax } from '../store/invoiceRows.js';
import { quantityOf } from '../store/plans.js';
import { findPrice, toPriceTerms } from '../store/prices.js';
import { toDiscount, toMethodName } from '../store/subscriptionResource.js';
import { findDiscountOfCode } from './promotionCodes.js';
import {
  findTarget,
  peekAccount,
  save,
  saveCharge,
  withAccount,
  type BillingContext,
  type OpenAccount,
} from './withAccount.js';

/** Changes of plan, interval and quantity. */
export function planChanges(
  context: BillingContext,
): Pick<CustomerBilling, 'previewChange' | 'changeSubscription' | 'deletePendingChange'> {
  return {
    previewChange: (change) => preview(context, change),
    changeSubscription: (change) => withAccount(context, (open) => make(open, change)),
    deletePendingChange: (named) =>
      withAccount(context, async (open) => {
        const { id } = await findTarget(open, named);
        return save(open, deletePendingChange(open.account, id, open.now).progress, id);
      }),
  };
}

/** Makes the change as `make` does, and throws away what comes of it. */
async function preview(context: BillingContext, change: PlanChange): Promise<PricedChange> {
  const open = await peekAccount(context, change.pricedAt.getTime());
  if (open === null) throw new BillfoldError('not_found');
  const target = await findTarget(open, { ...change, version: null });
  const wanted = await toEngineChange(open, target, change);
  const options = { ...open.options, preview: true };
  const { priced } = changeSubscription(open.account, target.id, wanted, options);
  return toPricedChange(priced, wanted, target);
}

async function make(
  open: OpenAccount,
  change: Parameters<CustomerBilling['changeSubscription']>[0],
): Promise<ChargeOutcome<ChangedSubscription>> {
  const target = await findTarget(open, change);
  const wanted = await toEngineChange(open, target, change);
  const step = changeSubscription(open.account, target.id, wanted, { ...open.options, now: open.now });
  if (!isExpected(step.priced, change.expected)) throw new BillfoldError('quote_stale');
  return saveCharge(open, step, target.id);
}

/** Whether a change costs what was agreed to, now and later: who is billed may have changed, and with it the tax. */
function isExpected(priced: PricedTerms, expected: ExpectedPrice): boolean {
  const { dueNow, total, recurring, nextInvoice, currency } = priced;
  const isSame = (amount: bigint | undefined, money: Money | undefined) =>
    money === undefined
      ? amount === undefined
      : amount === BigInt(money.amount) && currency === money.currency;
  return (
    isSame(dueNow, expected.dueNow) &&
    isSame(total, expected.total) &&
    isSame(recurring.total, expected.recurring.total) &&
    isSame(nextInvoice?.total, expected.nextInvoice?.total)
  );
}

/** What the engine goes by, with the price and the code looked up. */
async function toEngineChange(
  { database, row }: OpenAccount,
  target: SubscriptionState,
  change: PlanChange,
): Promise<EngineChange> {
  const { quantity, promotionCode, timing, prorationBehavior, trialBehavior } = change;
  const found = await findPrice(database, row.project, change.price);
  // Who has a price keeps it when it is archived, also for another number of seats.
  const canBeHad = found?.onOffer || found?.price.id === target.price.id;
  if (!found || !canBeHad || found.price.currency !== target.price.currency) {
    throw new BillfoldError('price_not_allowed');
  }
  const price = toPriceTerms(found.price, found.productName);
  const { min, max } = quantityOf(price);
  if (!Number.isInteger(quantity) || quantity < min || quantity > max) {
    const message = min === max ? `must be 1: ${price.id} is not per seat` : `must be from ${min} to ${max}`;
    throw new BillfoldError('quantity_not_allowed', { fields: [{ path: 'quantity', message }] });
  }
  const tooMuch = faultOfAmount({ price, quantity });
  if (tooMuch !== null) {
    throw new BillfoldError('quantity_not_allowed', { fields: [{ path: 'quantity', message: tooMuch }] });
  }
  const pricedAt = change.pricedAt.getTime();
  const plan = { price, quantity };
  const discount =
    promotionCode === null
      ? null
      : await findDiscountOfCode({ database, row, now: pricedAt }, target, plan, promotionCode);
  return { price, quantity, discount, timing, prorationBehavior, trialBehavior, pricedAt };
}

function toPricedChange(priced: PricedTerms, change: EngineChange, target: SubscriptionState): PricedChange {
  const { currency, recurring, nextInvoice, trialEndAt } = priced;
  const money = (amount: bigint) => toMoney(amount, currency);
  const { interval, intervalCount } = change.price;
  return {
    promotionCode: change.discount?.promotionCode ?? null,
    effectiveAt: atInstant(priced.effectiveAt),
    lines: priced.lines.map((line) => toLine(line, currency)),
    taxes: priced.taxes.map((tax) => toTax(tax, currency)),
    subtotal: money(priced.subtotal),
    discount: money(priced.discount),
    tax: money(priced.tax),
    total: money(priced.total),
    balanceApplied: money(priced.balanceApplied),
    creditAdded: money(priced.creditAdded),
    dueNow: money(priced.dueNow),
    recurring: {
      total: money(recurring.total),
      interval,
      intervalCount,
      discounts: recurring.discounts.map(toDiscount),
    },
    nextInvoice: nextInvoice && {
      issuedAt: atInstant(nextInvoice.issuedAt),
      total: money(nextInvoice.total),
    },
    trialEndAt: trialEndAt === null ? null : atInstant(trialEndAt),
    paymentMethod: toMethodName(target.paymentMethod?.method ?? null),
  };
}
