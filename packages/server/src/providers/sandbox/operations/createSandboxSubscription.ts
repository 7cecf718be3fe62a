import { BillfoldError } from '../../../errors.js';
import { advanceCustomer } from '../advanceTo.js';
import { startSubscription } from '../startSubscription.js';
import { ensureCustomer, lockCustomer } from '../store/customers.js';
import { toSubscription } from '../store/subscriptionResource.js';
import { findSubscriptionRow } from '../store/subscriptions.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const createSandboxSubscription: SandboxOperation<'createSandboxSubscription'> = async (context) => {
  const { input, project, unit, terms, findCustomer } = context;
  const { price, quantity, startAt, paymentMethod } = input;
  const { database } = unit;
  const customer = await findCustomer(input.customer);
  if (!customer) throw new BillfoldError('customer_not_found');

  const now = await ensureCustomer(customer, unit);
  const key = { project, customer: customer.id };
  const start = startAt === undefined ? now : new Date(startAt);
  const wanted = { price, quantity, startAt: start, paymentMethod, trialDays: 0 };
  const id = await startSubscription(database, key, wanted, now, { fromOffer: true });
  await advanceCustomer(database, await lockCustomer(database, key), now, terms);
  return toSubscription((await findSubscriptionRow(database, key, id))!);
};
