import { payBy } from '../payBy.js';
import { chooseNextCharge, readControls } from '../store/controls.js';
import { ensureCustomer } from '../store/customers.js';
import { letDefaultExpire } from '../store/paymentMethods.js';
import type { SandboxPortalOperation } from './SandboxPortalOperation.js';

export const updateSandboxControls: SandboxPortalOperation<'updateSandboxControls'> = async (context) => {
  const { input, customer, unit } = context;
  const { nextCharge, paymentMethod, expireCard } = input;
  const { database } = unit;
  const key = { project: customer.project, customer: customer.id };
  const now = await ensureCustomer(customer, unit);
  if (nextCharge !== undefined) await chooseNextCharge(database, key, nextCharge);
  if (paymentMethod !== undefined) {
    const paidBy = { method: paymentMethod, subscriptions: null, replaces: false };
    await payBy(database, key, paidBy, { at: now, now });
  }
  if (expireCard) await letDefaultExpire(database, key, now);
  return readControls(unit, key);
};
