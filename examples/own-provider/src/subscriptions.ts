import type { Money, Subscription } from '@billfold/contract';
import { BillfoldError } from '@billfold/server';
import type { Agreement, Reason } from '../company/wire.js';
import { unprefixed, type Context } from './Context.js';
import { toPrice } from './plans.js';
import { readAccount, toName, type ReadAccount } from './readAccount.js';
import { toMoney } from './toMoney.js';

/** All subscriptions: living ones first, each group newest first. */
export async function listSubscriptions(context: Context): Promise<Subscription[]> {
  if (context.customer.providerCustomer === null) return [];
  const account = await readAccount(context);
  return account.agreements
    .toSorted(
      (one, other) =>
        Number(one.state === 'ended') - Number(other.state === 'ended') || compareNewest(one, other),
    )
    .map((agreement) => toSubscription(agreement, account));
}

export async function getSubscription(context: Context, id: string): Promise<Subscription | null> {
  const found = (await listSubscriptions(context)).find((subscription) => subscription.id === id);
  return found ?? null;
}

/** One of the customer's own. @throws BillfoldError `not_found` for anybody else's. */
export async function ownSubscription(context: Context, id: string): Promise<Subscription> {
  const found = await getSubscription(context, id);
  if (!found) throw new BillfoldError('not_found');
  return found;
}

/** The same at the version that was seen. @throws BillfoldError `version_stale` */
export async function seenSubscription(
  context: Context,
  target: { subscription: string; version: number },
): Promise<Subscription> {
  const found = await ownSubscription(context, target.subscription);
  if (found.version !== target.version) throw new BillfoldError('version_stale');
  return found;
}

/** Where the company keeps it. */
export const pathOf = (subscription: string) => `/agreements/${unprefixed('sub', subscription)}` as const;

const compareNewest = (one: Agreement, other: Agreement) => Date.parse(other.since) - Date.parse(one.since);

export function toSubscription(agreement: Agreement, account: ReadAccount): Subscription {
  const { products, cards, openBills } = account;
  const product = products.find(({ id }) => id === agreement.product)!;
  const price = toPrice(product, agreement.price);
  const card = cards.find(({ id }) => id === agreement.card);
  const living = agreement.state !== 'ended';
  const overdue = living ? openBills.find((bill) => bill.agreement === agreement.id) : undefined;
  return {
    id: `sub_${agreement.id}`,
    version: agreement.revision,
    status: ({ trial: 'trialing', running: 'active', overdue: 'past_due', ended: 'canceled' } as const)[
      agreement.state
    ],
    product: { id: product.id, name: product.name },
    price,
    quantity: agreement.seats,
    amount: amountOf(price.unitAmount, price.scheme === 'per_seat' ? agreement.seats : 1),
    currentPeriod: { startAt: agreement.from, endAt: agreement.to },
    renewsAt: living && agreement.endsAt === null ? agreement.to : null,
    cancelAt: agreement.endsAt,
    canceledAt: agreement.endAskedAt,
    endedAt: agreement.endedAt,
    trialEndAt: agreement.trialTo,
    startedAt: agreement.since,
    paymentMethod: card ? toName(card) : null,
    discounts: [],
    pendingChange: null,
    pendingPayment: agreement.waiting && toPendingPayment(agreement.waiting, account),
    pause: null,
    overdueInvoice: overdue
      ? {
          id: `in_${overdue.id}`,
          amountRemaining: toMoney(overdue.owed),
          failure: overdue.attempt?.reason ? toFailure(overdue.attempt.reason) : null,
          method: overdue.attempt && toName(overdue.attempt),
          attemptedAt: overdue.attempt?.at ?? null,
          // The company tries once.
          nextAttemptAt: null,
        }
      : null,
    managedBy: null,
  };
}

/** The only multiplication there is: the company tells what one seat costs. It is shown; what is charged is on its bills. */
const amountOf = ({ amount, ...money }: Money, seats: number): Money => ({
  amount: amount * seats,
  ...money,
});

function toPendingPayment(waiting: NonNullable<Agreement['waiting']>, { products }: ReadAccount) {
  const product = products.find(({ prices }) => prices.some(({ id }) => id === waiting.price))!;
  return {
    status: 'requires_action' as const,
    clientSecret: waiting.secret,
    amount: toMoney(waiting.due),
    product: { id: product.id, name: product.name },
    price: toPrice(product, waiting.price),
    quantity: waiting.seats,
    expiresAt: waiting.until,
  };
}

/** Why a card was declined, in groups that say what to do. What this version does not know is not blamed on anybody. */
export function toFailure(reason: Reason | undefined) {
  const groups = {
    no_funds: 'insufficient_funds',
    expired: 'card_expired',
    bank_must_confirm: 'authentication_required',
    declined: 'contact_bank',
  } as const;
  return (reason && groups[reason]) ?? 'try_another_method';
}
