import type { BillingDetails, TaxId, TaxIdEntry } from '@billfold/contract';
import { BillfoldError, type BillingDetailsChanges } from '@billfold/server';
import type { Account, TaxNumber } from '../company/wire.js';
import { CompanyRefusal } from './createClient.js';
import { accountOf, intentOf, unprefixed, type Context } from './Context.js';
import { toDetails } from './customers.js';

export async function getBillingDetails(context: Context): Promise<BillingDetails> {
  return toBillingDetails(await context.client.get(context.unit, `/accounts/${accountOf(context)}`));
}

export async function updateBillingDetails(
  context: Context,
  changes: BillingDetailsChanges,
): Promise<BillingDetails> {
  const { client, unit } = context;
  const account = accountOf(context);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  // The company wants all details at once; those that are left out are told again as they are.
  const details = await intentOf(context).step('check', async () =>
    toDetails({ ...(await getBillingDetails(context)), ...given }),
  );
  await intentOf(context).step('details', async (key) => {
    await client.send(unit, key, `PATCH /accounts/${account}`, details);
    return null;
  });
  return getBillingDetails(context);
}

export async function addTaxId(context: Context, { type, value }: TaxIdEntry): Promise<TaxId> {
  const { client, unit } = context;
  const path = `POST /accounts/${accountOf(context)}/tax-numbers` as const;
  return intentOf(context).step('add', async (key) => {
    try {
      return toTaxId(await client.send<TaxNumber>(unit, key, path, { type, number: value }));
    } catch (error) {
      if (!(error instanceof CompanyRefusal)) throw error;
      if (error.refusal.error !== 'not_a_number') throw new BillfoldError('conflict', { cause: error });
      const message = 'must be a number of this kind, such as DE123456788';
      throw new BillfoldError('tax_id_invalid', { fields: [{ path: 'value', message }], cause: error });
    }
  });
}

export async function removeTaxId(context: Context, id: string): Promise<TaxId | null> {
  const { client, unit } = context;
  const number = unprefixed('txi', id);
  if (number === null) return null;
  return intentOf(context).step('remove', async (key) => {
    try {
      const path = `DELETE /accounts/${accountOf(context)}/tax-numbers/${number}` as const;
      return toTaxId(await client.send<TaxNumber>(unit, key, path));
    } catch (error) {
      if (error instanceof CompanyRefusal && error.refusal.error === 'unknown') return null;
      throw error;
    }
  });
}

function toBillingDetails(account: Account): BillingDetails {
  const { address } = account;
  return {
    kind: account.business ? 'business' : 'individual',
    name: account.name,
    email: account.email,
    invoiceEmails: account.billsTo,
    phone: account.phone,
    address: address && {
      country: address.country!,
      line1: address.street,
      line2: address.extra,
      city: address.town,
      region: address.state,
      postalCode: address.zip,
    },
    purchaseOrder: account.reference,
    taxIds: account.taxNumbers.map(toTaxId),
  };
}

const toTaxId = ({ id, type, number, since }: TaxNumber): TaxId => ({
  id: `txi_${id}`,
  type: type as TaxId['type'],
  value: number,
  // The company asks no register.
  verification: 'unavailable',
  createdAt: since,
});
