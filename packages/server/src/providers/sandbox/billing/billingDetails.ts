import { MAX_TAX_IDS, type BillingDetails } from '@billfold/contract';
import { BillfoldError } from '../../../errors.js';
import type { CustomerBilling } from '../../../provider/CustomerBilling.js';
import { checkTaxId } from '../../../rules/taxIds.js';
import type { Millis } from '../engine/periods.js';
import type { TaxIdState } from '../engine/taxIds.js';
import {
  changeCustomer,
  ensureCustomer,
  findCustomer,
  lockCustomer,
  type CustomerRow,
} from '../store/customers.js';
import { isSameTaxId, newTaxId, toTaxId } from '../store/taxIds.js';
import { timeOf, withAccount, type BillingContext } from './withAccount.js';

/** Who is billed. What falls due before a change is invoiced to whom it was then. */
export function billingDetails(
  context: BillingContext,
): Pick<CustomerBilling, 'getBillingDetails' | 'updateBillingDetails' | 'addTaxId' | 'removeTaxId'> {
  const { customer, unit } = context;
  const key = { project: customer.project, customer: customer.id };
  return {
    async getBillingDetails() {
      let row = await findCustomer(unit.database, key);
      if (row === null) {
        // Written down although it is only read: tax ids keep the ids that are told here.
        await ensureCustomer(customer, unit);
        row = await lockCustomer(unit.database, key);
      }
      return toBillingDetails(row, await timeOf(context));
    },

    async updateBillingDetails(changes) {
      await ensureCustomer(customer, unit);
      return withAccount(context, async ({ database, row, now }) => {
        const given = Object.entries(changes).filter(([, value]) => value !== undefined);
        if (given.length === 0) return toBillingDetails(row, now);
        await changeCustomer(database, key, Object.fromEntries(given));
        return toBillingDetails({ ...row, ...Object.fromEntries(given) }, now);
      });
    },

    async addTaxId(entry) {
      const checked = await checkTaxId(entry);
      await ensureCustomer(customer, unit);
      return withAccount(context, async ({ database, row, now }) => {
        refuseOneMore(row.taxIds, checked);
        const added = await newTaxId(checked, now);
        await changeCustomer(database, key, { taxIds: [...row.taxIds, added] });
        return toTaxId(added, now);
      });
    },

    removeTaxId: (id) =>
      withAccount(context, async ({ database, row, now }) => {
        const removed = row.taxIds.find((taxId) => taxId.id === id);
        if (!removed) return null;
        await changeCustomer(database, key, { taxIds: row.taxIds.filter((taxId) => taxId !== removed) });
        return toTaxId(removed, now);
      }),
  };
}

/** @throws BillfoldError `conflict` */
function refuseOneMore(had: readonly TaxIdState[], entry: Pick<TaxIdState, 'type' | 'value'>): void {
  const refuse = (message: string) => {
    throw new BillfoldError('conflict', { fields: [{ path: 'value', message }] });
  };
  if (had.some((taxId) => isSameTaxId(taxId, entry))) refuse('is there already');
  if (had.length >= MAX_TAX_IDS) refuse(`would be one too many: there can be ${MAX_TAX_IDS} tax ids`);
}

function toBillingDetails(row: CustomerRow, at: Millis): BillingDetails {
  const { kind, name, email, invoiceEmails, phone, address, purchaseOrder, taxIds } = row;
  return {
    kind,
    name,
    email,
    invoiceEmails,
    phone,
    address,
    purchaseOrder,
    taxIds: taxIds.map((taxId) => toTaxId(taxId, at)),
  };
}
