import { BillfoldError, Refusal } from '../errors.js';
import { recordChange } from '../events/recordChange.js';
import { recordCharge } from '../events/recordCharge.js';
import { recordInvoice } from '../events/recordInvoice.js';
import type { PortalOperation } from '../operation.js';
import { findSeenSubscription } from './findSubscription.js';

export const resumeSubscription: PortalOperation<'resumeSubscription'> = async (context) => {
  const { input, billing, version } = context;
  const before = await findSeenSubscription(context, input.subscription);
  if (!before.pause || before.status === 'canceled') throw new BillfoldError('subscription_state');
  if (before.status === 'paused' && !before.paymentMethod) throw new BillfoldError('payment_method_required');
  const outcome = await billing.resumeSubscription({ subscription: before.id, version });
  const owed = { product: before.product, amount: null };
  const result = await recordCharge(context, outcome, before.id, owed);
  if (result instanceof Refusal) return result;
  const { invoice, ...answer } = result;
  if (answer.status === 'succeeded') {
    await recordInvoice(context, invoice);
    await recordChange(context, 'customer.subscription.resumed', before, answer.subscription);
  }
  return answer;
};
