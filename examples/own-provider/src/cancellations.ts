import type { Subscription } from '@billfold/contract';
import {
  BillfoldError,
  type Cancellation,
  type ChangedSubscription,
  type PricedCancellation,
  type SubscriptionTarget,
} from '@billfold/server';
import type { Agreement, Bill, EndPreview } from '../company/wire.js';
import { CompanyRefusal } from './createClient.js';
import { intentOf, type Context } from './Context.js';
import { getInvoice } from './invoices.js';
import { ownSubscription, pathOf, seenSubscription } from './subscriptions.js';
import { toMoney } from './toMoney.js';

export async function previewCancellation(
  context: Context,
  cancellation: Cancellation,
): Promise<PricedCancellation> {
  const { client, unit } = context;
  const { status } = await ownSubscription(context, cancellation.subscription);
  const path = `${pathOf(cancellation.subscription)}/price-end`;
  const { at, toCredit, due, owed } = await client.ask<EndPreview>(unit, path, toRequest(cancellation));
  return {
    effectiveAt: at,
    stopsCollection: status === 'past_due' && cancellation.at === 'now',
    credit: toMoney(toCredit),
    dueAtEnd: toMoney(due),
    outstanding: toMoney(owed),
  };
}

export async function cancelSubscription(
  context: Context,
  cancellation: Cancellation & { version: number },
): Promise<ChangedSubscription> {
  const { client, unit } = context;
  const intent = intentOf(context);
  await intent.step('check', async () => {
    const { endedAt } = await seenSubscription(context, cancellation);
    if (endedAt !== null) throw new BillfoldError('subscription_state');
    return null;
  });
  // Why somebody leaves: the company takes no notes, so the portal's own records are where it is kept.
  const body = { ...toRequest(cancellation), revision: cancellation.version };
  const path = `POST ${pathOf(cancellation.subscription)}/end` as const;
  const bill = await intent.step('end', async (key) => {
    const ended = await unlessMeanwhile(
      client.send<{ thing: Agreement; bill: Bill | null }>(unit, key, path, body),
    );
    return ended.bill && `in_${ended.bill.id}`;
  });
  const subscription = await ownSubscription(context, cancellation.subscription);
  if (bill === null) return { subscription, invoice: null };
  const { lines: _lines, taxes: _taxes, ...invoice } = (await getInvoice(context, bill))!;
  return { subscription, invoice };
}

/** Takes a scheduled end back. */
export async function keepSubscription(context: Context, target: SubscriptionTarget): Promise<Subscription> {
  const { client, unit } = context;
  const intent = intentOf(context);
  await intent.step('check', async () => {
    const { endedAt, cancelAt } = await seenSubscription(context, target);
    if (endedAt !== null || cancelAt === null) throw new BillfoldError('subscription_state');
    return null;
  });
  const path = `POST ${pathOf(target.subscription)}/keep` as const;
  await intent.step('keep', async (key) => {
    await unlessMeanwhile(client.send(unit, key, path, { revision: target.version }));
    return null;
  });
  return ownSubscription(context, target.subscription);
}

const toRequest = ({ at, prorationBehavior }: Cancellation) => ({
  at,
  giveBack: prorationBehavior === 'create_prorations',
});

/** Somebody else was faster between the check and the change. */
async function unlessMeanwhile<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CompanyRefusal && error.refusal.error === 'changed_meanwhile')
      throw new BillfoldError('version_stale', { cause: error });
    throw error;
  }
}
