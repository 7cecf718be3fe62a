import { isCustomer } from '../access/Caller.js';
import { countAttempt, limits } from '../access/attempts.js';
import { BillfoldError, Refusal } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import { recordPayment, withoutLines } from '../events/recordCharge.js';
import type { PortalOperation } from '../operation.js';

export const payInvoice: PortalOperation<'payInvoice'> = async (context) => {
  const { input, billing, caller, unit } = context;
  const before = await billing.getInvoice(input.invoice);
  if (!before) throw new BillfoldError('not_found');
  const readSubscription = async () => before.subscription && billing.getSubscription(before.subscription);

  const subscription = await readSubscription();
  if (isCustomer(caller))
    await countAttempt(unit, caller.customer, 'payInvoice', limits.payInvoice, before.id);
  const payment = { invoice: before.id, paymentMethod: input.paymentMethod ?? null };
  const outcome = await billing.payInvoice(payment);
  const summary = withoutLines(before);
  const result = await recordPayment(context, outcome, summary, () => billing.getInvoice(before.id));
  if (result instanceof Refusal || result.status !== 'succeeded') return result;
  await recordChange(context, 'invoice.paid', summary, result.invoice);
  const repaired = await readSubscription();
  if (subscription && repaired && repaired.version !== subscription.version) {
    await recordChange(context, 'customer.subscription.updated', subscription, repaired);
  }
  return result;
};
