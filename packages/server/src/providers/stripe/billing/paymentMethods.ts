import type { PaymentMethod } from '@billfold/contract';
import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling, DefaultChoice, Moved } from '../../../provider/CustomerBilling.js';
import { blocksInWords } from '../../../rules/removalBlocks.js';
import { idOf } from '../read/references.js';
import { answering } from '../read/toBillfoldError.js';
import type { StripeContext } from '../StripeContext.js';
import {
  chargeOf,
  chargeTo,
  makeDefault,
  movedSince,
  planDefault,
  readLiving,
  refuseUnlessLiving,
  shownBefore,
} from './defaults.js';
import { listPaymentMethods } from './listPaymentMethods.js';
import { intentOf, stripeCustomer } from './target.js';

/** Which of what is on file is the default, and what goes. */
export function paymentMethods(
  context: StripeContext,
): Pick<CustomerBilling, 'setDefaultPaymentMethod' | 'removePaymentMethod'> {
  return {
    setDefaultPaymentMethod: (choice) => answering(() => setDefault(context, choice)),
    removePaymentMethod: (id) => answering(() => remove(context, id)),
  };
}

async function setDefault(
  context: StripeContext,
  { paymentMethod: id, subscriptions }: DefaultChoice & { paymentMethod: string },
) {
  const checked = await intentOf(context).step('check', async () => {
    await findOnFile(context, id);
    const account = await readLiving(context);
    refuseUnlessLiving(account, subscriptions);
    return { plan: planDefault(account, id, subscriptions), before: await shownBefore(context, account) };
  });
  await makeDefault(context, checked.plan);
  return {
    paymentMethod: await findOnFile(context, id),
    moved: await movedSince(context, checked.before),
    isNew: checked.plan.isNew,
  };
}

async function remove(
  context: StripeContext,
  id: string,
): Promise<{ paymentMethod: PaymentMethod; moved: Moved[] }> {
  const { stripe, options } = context;
  const intent = intentOf(context);
  const checked = await intent.step('check', async () => {
    const found = await findOnFile(context, id);
    if (!found.removable) {
      throw new BillfoldError('payment_method_in_use', { fields: blocksInWords(found.removalBlockedBy) });
    }
    const account = await readLiving(context);
    const its = account.subscriptions.filter((one) => idOf(one.default_payment_method) === id);
    return {
      paymentMethod: found,
      before: await shownBefore(context, account),
      // What is not going to be charged again follows the default: it may be kept, or cost something, one day.
      left: its.map((one) => chargeOf(one, '', account.now)),
    };
  });
  // Stripe detaches whatever is asked for, and goes on naming it.
  for (const charge of checked.left) await chargeTo(context, charge);
  if (checked.paymentMethod.isDefault) {
    await intent.step('default', async (key) => {
      const settings = { invoice_settings: { default_payment_method: '' } };
      await stripe.customers.update(stripeCustomer(context), settings, options(key));
      return null;
    });
  }
  await intent.step('detach', async (key) => {
    await stripe.paymentMethods.detach(id, {}, options(key));
    return null;
  });
  return { paymentMethod: checked.paymentMethod, moved: await movedSince(context, checked.before) };
}

/** One that is on file, with what it is used for. @throws BillfoldError `not_found`. */
export async function findOnFile(context: StripeContext, id: string): Promise<PaymentMethod> {
  const found = (await listPaymentMethods(context)).find((paymentMethod) => paymentMethod.id === id);
  if (!found) throw new BillfoldError('not_found');
  return found;
}
