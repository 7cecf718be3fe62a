import type { Subscription } from '@billfold/contract';
import { BillfoldError } from '../../../errors.js';
import { previousAttributes } from '../../../events/previousAttributes.js';
import { withAccount, type OpenAccount } from '../billing/withAccount.js';
import { confirmPayment, waitingWith } from '../engine/confirm.js';
import { invoiceEvents } from '../invoiceEvents.js';
import { saveProgress } from '../store/account.js';
import { toSubscription } from '../store/subscriptionResource.js';
import { findSubscriptionRow } from '../store/subscriptions.js';
import type { SandboxPortalOperation } from './SandboxPortalOperation.js';

export const confirmSandboxPayment: SandboxPortalOperation<'confirmSandboxPayment'> = (context) => {
  const { input, record, drawn, capabilities } = context;
  // Whoever may pay may confirm; which of the two it was does not matter to a bank.
  if (!capabilities.includes('subscriptions:write') && !capabilities.includes('invoices:pay')) {
    throw new BillfoldError('capability_missing');
  }
  const { clientSecret, outcome } = input;
  return withAccount(context, async (open) => {
    const { database, row, account, now, options } = open;
    const { subscription: waiting, invoice: owed } = waitingWith(account, clientSecret);
    const step = confirmPayment(account, clientSecret, outcome, now, options);
    if (step === null) throw new BillfoldError('not_found');

    const subscription = waiting?.id ?? owed?.subscription ?? null;
    const before = subscription && (await readSubscription(open, subscription));
    await saveProgress(database, row, account, step.progress);
    const after = subscription && (await readSubscription(open, subscription));
    const paid = step.outcome.status === 'succeeded';
    const invoice = owed?.id ?? (paid ? (step.invoice?.id ?? null) : null);
    for (const { type, ...data } of await invoiceEvents(database, row, account, step.progress, drawn)) {
      await record(type, data.object.id, data);
    }
    if (paid && before && after && before.version !== after.version) {
      const data = { object: after, previousAttributes: previousAttributes(before, after) };
      await record('customer.subscription.updated', after.id, data);
    }
    return { subscription, invoice, paid };
  });
};

/** As it is stored; null when it has ended and belongs to the past. */
async function readSubscription({ database, row }: OpenAccount, id: string): Promise<Subscription | null> {
  const found = await findSubscriptionRow(database, row, id);
  return found && toSubscription(found);
}
