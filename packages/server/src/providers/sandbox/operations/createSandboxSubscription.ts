import { BillfoldError } from '../../../errors.js';
import { bringUpTo } from '../bringUpTo.js';
import { advance } from '../engine/advance.js';
import { invoiceEvents } from '../invoiceEvents.js';
import { startSubscription } from '../startSubscription.js';
import { loadAccount, saveProgress } from '../store/account.js';
import { ensureCustomer, lockCustomer } from '../store/customers.js';
import { toSubscription } from '../store/subscriptionResource.js';
import { findSubscriptionRow } from '../store/subscriptions.js';
import type { SandboxOperation } from './SandboxOperation.js';

/** One that begins now is told of, with its first invoice; one that began in the past is history, of which nobody is told. */
export const createSandboxSubscription: SandboxOperation<'createSandboxSubscription'> = async (context) => {
  const { input, project, unit, terms, findCustomer, record } = context;
  const { price, quantity, startAt, paymentMethod } = input;
  const { database } = unit;
  const customer = await findCustomer(input.customer);
  if (!customer) throw new BillfoldError('customer_not_found');

  const now = await ensureCustomer(customer, unit);
  const key = { project, customer: customer.id };
  // What falls due of their other subscriptions is no history: it is told, and comes first.
  await bringUpTo(database, await lockCustomer(database, key), now, terms, unit.now);
  const start = startAt === undefined ? now : new Date(startAt);
  const wanted = { price, quantity, startAt: start, paymentMethod, trialDays: 0 };
  const id = await startSubscription(database, key, wanted, now, { fromOffer: true });

  const row = await lockCustomer(database, key);
  const account = await loadAccount(database, row);
  const progress = advance(account, now.getTime(), terms);
  await saveProgress(database, row, account, progress);
  const subscription = toSubscription((await findSubscriptionRow(database, key, id))!);
  if (start >= now) {
    await record(customer.id, 'customer.subscription.created', id, { object: subscription });
    for (const { type, ...data } of await invoiceEvents(database, row, account, progress, terms.drawn)) {
      await record(customer.id, type, data.object.id, data);
    }
  }
  return subscription;
};
