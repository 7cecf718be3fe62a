import type { PaymentMethod, Subscription } from '@billfold/contract';
import {
  BillfoldError,
  blocksInWords,
  removalBlocks,
  type DefaultChoice,
  type Moved,
} from '@billfold/server';
import type { Card } from '../company/wire.js';
import { accountOf, intentOf, type Context } from './Context.js';
import { readAccount, toName, type ReadAccount } from './readAccount.js';
import { listSubscriptions, toSubscription } from './subscriptions.js';

/** What is on file: the default first, then the newest. */
export async function listPaymentMethods(context: Context): Promise<PaymentMethod[]> {
  if (context.customer.providerCustomer === null) return [];
  const account = await readAccount(context);
  return account.cards
    .toReversed()
    .toSorted((one, other) => rank(one, account) - rank(other, account))
    .map((card) => toPaymentMethod(card, account));
}

export async function ownPaymentMethod(context: Context, id: string): Promise<PaymentMethod> {
  const found = (await listPaymentMethods(context)).find((paymentMethod) => paymentMethod.id === id);
  if (!found) throw new BillfoldError('not_found');
  return found;
}

export async function setDefaultPaymentMethod(
  context: Context,
  choice: DefaultChoice & { paymentMethod: string },
): Promise<{ paymentMethod: PaymentMethod; moved: Moved[]; isNew: boolean }> {
  const { client, unit } = context;
  const intent = intentOf(context);
  const before = await intent.step('check', async () => {
    await ownPaymentMethod(context, choice.paymentMethod);
    return checkChoice(context, choice);
  });
  const body = { card: choice.paymentMethod, agreements: toAgreements(choice) };
  const path = `POST /accounts/${accountOf(context)}/standard-card` as const;
  const { moved, isNew } = await intent.step('choose', (key) =>
    client.send<{ moved: string[]; isNew: boolean }>(unit, key, path, body),
  );
  const paymentMethod = await ownPaymentMethod(context, choice.paymentMethod);
  return { paymentMethod, moved: await movedSince(context, before, moved), isNew };
}

export async function removePaymentMethod(
  context: Context,
  id: string,
): Promise<{ paymentMethod: PaymentMethod; moved: Moved[] }> {
  const { client, unit } = context;
  const intent = intentOf(context);
  const { paymentMethod, before } = await intent.step('check', async () => {
    const paymentMethod = await ownPaymentMethod(context, id);
    if (!paymentMethod.removable) {
      const fields = blocksInWords(paymentMethod.removalBlockedBy);
      throw new BillfoldError('payment_method_in_use', { fields });
    }
    return { paymentMethod, before: await listSubscriptions(context) };
  });
  const path = `POST /cards/${paymentMethod.id}/remove` as const;
  const { moved } = await intent.step('remove', (key) =>
    client.send<{ moved: string[] }>(unit, key, path, {}),
  );
  return { paymentMethod, moved: await movedSince(context, before, moved) };
}

/** Looks at whom a new default takes along. @returns the subscriptions as they are before. */
export async function checkChoice(
  context: Context,
  { subscriptions }: DefaultChoice,
): Promise<Subscription[]> {
  const before = await listSubscriptions(context);
  const isLiving = (id: string) => before.some((one) => one.id === id && one.endedAt === null);
  if (subscriptions !== 'all' && !subscriptions.every(isLiving)) throw new BillfoldError('not_found');
  return before;
}

/** The same to the company. */
export const toAgreements = ({ subscriptions }: DefaultChoice) =>
  subscriptions === 'all' ? 'all' : subscriptions.map((id) => id.slice('sub_'.length));

/** Which subscriptions are charged to something else now: as they were, and as they are. */
export async function movedSince(
  context: Context,
  before: readonly Subscription[],
  moved: readonly string[],
): Promise<Moved[]> {
  const after = await listSubscriptions(context);
  const ids = moved.map((id) => `sub_${id}`);
  return before
    .filter(({ id }) => ids.includes(id))
    .map((subscription) => ({
      before: subscription,
      after: after.find(({ id }) => id === subscription.id)!,
    }));
}

const rank = ({ id }: Card, { standardCard }: ReadAccount) => (id === standardCard ? 0 : 1);

function toPaymentMethod(card: Card, account: ReadAccount): PaymentMethod {
  const { agreements, cards, openBills, standardCard } = account;
  const living = agreements.filter(({ state }) => state !== 'ended');
  const subscriptions = new Map(living.map((one) => [one.id, toSubscription(one, account)]));
  const nameOf = (id: string) => {
    const { id: subscription, product } = toSubscription(
      agreements.find((one) => one.id === id)!,
      account,
    );
    return { id: subscription, product };
  };
  const removalBlockedBy = removalBlocks(card.id, {
    paymentMethods: cards.map(({ id }) => id),
    subscriptions: living.map((agreement) => ({
      subscription: subscriptions.get(agreement.id)!,
      paymentMethod: agreement.card,
      // Banks answer at once here; where one asks the customer, the card is asked again then.
      payingWith: agreement.waiting ? agreement.card : null,
      linesWait: agreement.linesWait,
    })),
    openInvoices: openBills.map((bill) => ({
      id: `in_${bill.id}`,
      subscription: nameOf(bill.agreement),
      payingWith: null,
    })),
  });
  return {
    id: card.id,
    ...toName(card),
    wallet: null,
    holder: card.holder,
    bankName: null,
    expiry: { month: card.month, year: card.year },
    // A card is good until its month is over.
    expiresAt: new Date(Date.UTC(card.year, card.month, 1)).toISOString(),
    mandate: null,
    isDefault: card.id === standardCard,
    usedBy: living.filter((agreement) => agreement.card === card.id).map(({ id }) => nameOf(id)),
    removable: removalBlockedBy.length === 0,
    removalBlockedBy,
    createdAt: card.since,
  };
}
