import type { BillingDetails, TaxId, TaxIdEntry } from '@billfold/contract';
import type Stripe from 'stripe';
import { BillfoldError } from '../../../errors.js';
import type { BillingDetailsChanges, CustomerBilling } from '../../../provider/CustomerBilling.js';
import { checkTaxId, compactTaxId } from '../../../rules/taxIds.js';
import { answering, orNull } from '../read/toBillfoldError.js';
import { toTaxId } from '../read/toTaxId.js';
import type { StripeContext } from '../StripeContext.js';
import { toCustomerParams } from './customerParams.js';
import { getBillingDetails, readTaxIds } from './getBillingDetails.js';
import { readCustomer } from './readCustomer.js';
import { isOf } from './readSubscriptions.js';
import { intentOf, stripeCustomer } from './target.js';

/** As many tax ids as Stripe prints on an invoice. */
const MAX_TAX_IDS = 5;

/** Who is billed from now on. */
export function billingDetails(
  context: StripeContext,
): Pick<CustomerBilling, 'updateBillingDetails' | 'addTaxId' | 'removeTaxId'> {
  return {
    updateBillingDetails: (changes) => answering(() => update(context, changes)),
    addTaxId: (entry) => answering(() => add(context, entry)),
    removeTaxId: (id) => answering(() => remove(context, id)),
  };
}

async function update(context: StripeContext, changes: BillingDetailsChanges): Promise<BillingDetails> {
  const { stripe, options } = context;
  const intent = intentOf(context);
  const params = await intent.step('check', async () => {
    const customer = await readCustomer(context);
    if (!customer) throw new BillfoldError('not_found');
    return toCustomerParams(changes, context.customer.email, customer);
  });
  if (Object.keys(params).length > 0) {
    await intent.step('update', async (key) => {
      await stripe.customers.update(stripeCustomer(context), params, options(key));
      return null;
    });
  }
  return getBillingDetails(context);
}

async function add(context: StripeContext, entry: TaxIdEntry): Promise<TaxId> {
  const intent = intentOf(context);
  const checked = await intent.step('check', async () => {
    const wanted = await checkTaxId(entry);
    const had = await readTaxIds(context);
    if (had.length >= MAX_TAX_IDS || had.some((taxId) => isSame(taxId, wanted)))
      throw new BillfoldError('conflict');
    return wanted;
  });
  const id = await createTaxId(context, 'create', checked);
  const { stripe, options } = context;
  const created = await stripe.customers.retrieveTaxId(stripeCustomer(context), id, {}, options());
  return toTaxId(created)!;
}

async function remove(context: StripeContext, id: string): Promise<TaxId | null> {
  const found = await intentOf(context).step('check', async () => {
    const had = await readTaxIds(context);
    const taxId = had.find((one) => one.id === id && isOf(context, one));
    return taxId ? toTaxId(taxId) : null;
  });
  if (found) await deleteTaxId(context, 'remove', found.id);
  return found;
}

/** Whether a tax id of Stripe's is one that was entered, however it was written. */
export function isSame({ type, value }: Stripe.TaxId, entry: TaxIdEntry): boolean {
  return type === entry.type && compactTaxId(value) === compactTaxId(entry.value);
}

/** Puts a tax id on file. @returns its id. */
export function createTaxId(
  context: StripeContext,
  step: string,
  { type, value }: TaxIdEntry,
  customer = stripeCustomer(context),
): Promise<string> {
  const { stripe, options } = context;
  return intentOf(context).step(step, async (key) => {
    const { id } = await stripe.customers.createTaxId(customer, { type, value }, options(key));
    return id;
  });
}

/** Takes a tax id off file. The npm client sends no idempotency key with this one: what is not there is done. */
export async function deleteTaxId(
  context: StripeContext,
  step: string,
  id: string,
  customer = stripeCustomer(context),
): Promise<void> {
  const { stripe, options } = context;
  await intentOf(context).step(step, async () => {
    await orNull(stripe.customers.deleteTaxId(customer, id, {}, options()));
    return null;
  });
}
