import { BillfoldError, type BillingCustomer } from '@billfold/server';
import type { Account, AccountDetails } from '../company/wire.js';
import { CompanyRefusal } from './createClient.js';
import { intentOf, type Context } from './Context.js';

/**
 * Makes the customer's account, or brings it up to what the portal knows. The account bears the name of the project and the customer,
 * so that however often and by whomever it is said, it is one.
 */
export async function saveCustomer(context: Context): Promise<string> {
  const { client, unit, customer } = context;
  const key = encodeURIComponent(`${customer.project}:${customer.id}`);
  const body = {
    // An account that was there before the portal: the merchant has said that it is theirs.
    id: customer.providerCustomer,
    details: toDetails(customer),
    taxNumbers: customer.taxIds.map(({ type, value }) => ({ type, number: value })),
  };
  return intentOf(context).step('account', async (idempotencyKey) => {
    try {
      const account = await client.send<Account>(unit, idempotencyKey, `PUT /accounts/by-key/${key}`, body);
      return account.id;
    } catch (error) {
      if (!(error instanceof CompanyRefusal)) throw error;
      const message = 'is no account of this billing company, or belongs to another customer';
      throw new BillfoldError('conflict', { fields: [{ path: 'providerCustomer', message }], cause: error });
    }
  });
}

export type Billed = Pick<
  BillingCustomer,
  'kind' | 'name' | 'email' | 'invoiceEmails' | 'phone' | 'address' | 'purchaseOrder'
>;

/** Who is billed, in the company's words. */
export function toDetails(billed: Billed): AccountDetails {
  const { address } = billed;
  return {
    business: billed.kind === 'business',
    name: billed.name,
    email: billed.email,
    billsTo: billed.invoiceEmails,
    phone: billed.phone,
    address: address && {
      country: address.country,
      street: address.line1,
      extra: address.line2,
      town: address.city,
      state: address.region,
      zip: address.postalCode,
    },
    reference: billed.purchaseOrder,
  };
}
