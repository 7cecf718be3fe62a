import type { Invoice } from '@billfold/contract';
import { BillfoldError, type ChargeOutcome } from '@billfold/server';
import type { Bill, Card, Charged } from '../company/wire.js';
import { CompanyRefusal } from './createClient.js';
import { accountOf, intentOf, unprefixed, type Context } from './Context.js';
import { getBill, toInvoice } from './invoices.js';
import { getSubscription, toFailure } from './subscriptions.js';

/** What a step that may charge has come to: as little as has to be known when it is driven again. */
export type Step =
  { state: 'done' | 'bank_asks'; secret: string | null } | { state: 'declined'; failure: Failure };
type Failure = ReturnType<typeof toFailure>;

/** Charges what remains of an invoice. */
export async function payInvoice(
  context: Context,
  { invoice, paymentMethod }: { invoice: string; paymentMethod: string | null },
): Promise<ChargeOutcome<{ invoice: Invoice }>> {
  const { client, unit } = context;
  const intent = intentOf(context);
  await intent.step('check', async () => {
    const bill = await getBill(context, invoice);
    if (!bill) throw new BillfoldError('not_found');
    if (bill.state !== 'open') throw new BillfoldError('invoice_not_payable');
    if (paymentMethod === null) {
      const subscription = await getSubscription(context, `sub_${bill.agreement}`);
      if (!subscription?.paymentMethod) throw new BillfoldError('payment_method_required');
      return null;
    }
    const cards = await client.get<Card[]>(unit, `/accounts/${accountOf(context)}/cards`);
    if (!cards.some(({ id }) => id === paymentMethod)) throw new BillfoldError('not_found');
    return null;
  });
  const card = paymentMethod === null ? {} : { card: paymentMethod };
  const path = `POST /bills/${unprefixed('in', invoice)}/pay` as const;
  const outcome = await intent.step('pay', (key) =>
    charging(client.send<Charged<Bill>>(unit, key, path, card)),
  );
  if (outcome.state === 'declined') return { status: 'failed', failure: outcome.failure };
  const paid = toInvoice((await getBill(context, invoice))!);
  return outcome.secret !== null
    ? { status: 'requires_action', clientSecret: outcome.secret, invoice: paid }
    : { status: 'succeeded', invoice: paid };
}

/** Waits for a charge. A card that was declined is a result, to be kept; everything else that is refused is an error. */
export async function charging(asked: Promise<Charged<unknown>>): Promise<Step> {
  try {
    const charged = await asked;
    return { state: charged.state, secret: charged.state === 'bank_asks' ? charged.secret : null };
  } catch (error) {
    if (!(error instanceof CompanyRefusal)) throw error;
    const { error: word, reason } = error.refusal;
    if (word === 'declined') return { state: 'declined', failure: toFailure(reason) };
    if (word === 'changed_meanwhile') throw new BillfoldError('version_stale', { cause: error });
    if (word === 'not_in_this_state') throw new BillfoldError('subscription_state', { cause: error });
    throw error;
  }
}
