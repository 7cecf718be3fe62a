import type { FieldError, Subscription } from '@billfold/contract';
import { makeId } from '../../access/secrets.js';
import type { Database } from '../../database/Database.js';
import { BillfoldError } from '../../errors.js';
import type { Expiry, TestMethod } from './engine/paymentMethods.js';
import { DAY, periodsBegun } from './engine/periods.js';
import { faultOfAmount } from './engine/price.js';
import { lockCustomer, ofCustomer, type CustomerKey } from './store/customers.js';
import { savePaymentMethod } from './store/paymentMethods.js';
import { findPrice, toPriceTerms, type PriceRow } from './store/prices.js';
import { sandboxCustomers, sandboxSubscriptions } from './store/schema.js';

/** A subscription that is to begin. */
export interface NewSubscription {
  price: string;
  quantity: number;
  /** At most the sandbox's time. It is billed from here on, or from the end of the trial. */
  startAt: Date;
  /** Null: nothing is on file. */
  paymentMethod: TestMethod | null;
  /** Of a card that runs out sooner than usual. */
  expiry?: Expiry | null;
  /** 0: no trial. */
  trialDays: number;
  /** Who bills it instead, such as an app store. Then it is never charged, and nothing is on file for it. */
  managedBy?: Subscription['managedBy'];
}

/** A start that leads to more invoices than this is a mistake of the caller, and would take longer than anybody waits. */
const MAX_PERIODS = 20_000;

/**
 * Writes a new subscription of a customer. Nothing is billed yet: `advanceCustomer` does that, from the start up
 * to the sandbox's time.
 *
 * @param options.fromOffer whether prices that are archived are refused; in history they were not archived yet.
 * @returns its id.
 * @throws BillfoldError `invalid_request`, naming the field, for a price, quantity or start that can not be.
 */
export async function startSubscription(
  database: Database,
  { project, customer }: CustomerKey,
  wanted: NewSubscription,
  now: Date,
  options: { fromOffer: boolean },
): Promise<string> {
  const row = await lockCustomer(database, { project, customer });
  const found = await findPrice(database, project, wanted.price);
  const isArchived = options.fromOffer && found?.onOffer === false;
  const price = found?.price ?? null;
  const fields = isArchived ? [archived(wanted.price)] : faultsOf(wanted, price, row.currency, now);
  if (!price || fields.length > 0) throw new BillfoldError('invalid_request', { fields });

  const { quantity, startAt, trialDays, paymentMethod: method, expiry = null, managedBy = null } = wanted;
  const paymentMethod =
    method &&
    !managedBy &&
    (await savePaymentMethod(database, row, { method, expiry, holder: null }, { at: startAt, now }));
  const trialEndAt = trialDays > 0 ? new Date(startAt.getTime() + trialDays * DAY) : null;
  const id = makeId('sub');
  await database.insert(sandboxSubscriptions).values({
    project,
    customer,
    id,
    price: price.id,
    quantity,
    version: 1,
    status: trialDays > 0 ? 'trialing' : 'active',
    paymentMethod: paymentMethod ? paymentMethod.id : null,
    startedAt: startAt,
    trialEndAt,
    anchorAt: trialEndAt ?? startAt,
    periodsBilled: 0,
    paid: 0n,
    discounts: [],
    prorations: [],
    managedBy,
  });
  // The first subscription decides in what somebody is billed.
  await database
    .update(sandboxCustomers)
    .set({ currency: price.currency })
    .where(ofCustomer(sandboxCustomers, row));
  return id;
}

const archived = (id: string): FieldError => ({
  path: 'price',
  message: `${id} is archived: nobody can begin with it any more`,
});

/** What must change before it can begin. */
function faultsOf(
  { price: id, quantity, startAt }: NewSubscription,
  price: PriceRow | null,
  currency: string | null,
  now: Date,
): FieldError[] {
  if (!price) return [{ path: 'price', message: `there is no price ${id} in the catalogue of the sandbox` }];
  const faults: FieldError[] = [];
  if (currency !== null && price.currency !== currency) {
    faults.push({
      path: 'price',
      message: `is in ${price.currency}, but the customer is billed in ${currency}`,
    });
  }
  if (price.scheme === 'flat' && quantity !== 1) {
    faults.push({ path: 'quantity', message: `must be 1: ${id} is not per seat` });
  }
  const tooMuch = faultOfAmount({ price: toPriceTerms(price, ''), quantity });
  if (tooMuch !== null) faults.push({ path: 'quantity', message: tooMuch });
  if (startAt > now) {
    faults.push({
      path: 'startAt',
      message: `must not be after the sandbox's time, which is ${now.toISOString()}`,
    });
  } else if (!(startAt.getTime() >= 0)) {
    // Also what lies before the calendar of JavaScript, and is no number.
    faults.push({ path: 'startAt', message: 'must not be before 1970' });
  } else if (periodsBegun(startAt.getTime(), price, now.getTime()) > MAX_PERIODS) {
    faults.push({ path: 'startAt', message: `must not lead to more than ${MAX_PERIODS} invoices` });
  }
  return faults;
}
