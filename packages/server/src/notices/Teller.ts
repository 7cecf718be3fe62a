import type { EventType } from '@billfold/contract';
import { record, type EventData } from '../events/record.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { BillingCustomer, UnitOfWork } from '../provider/Provider.js';

/** Where things are looked up: at the provider itself, and in no transaction. */
export interface Reader {
  billing: CustomerBilling;
  /** The time that the customer's billing goes by. */
  billingNow(): Promise<Date>;
}

/** Where it is told what has become of them: in the transaction that keeps it. */
export interface Teller {
  unit: UnitOfWork;
  /** The portal's row of the customer, which is locked. */
  customer: BillingCustomer;
  /** Whether what they have is read for the first time: then it is old, and nobody is told of it. */
  isBaseline: boolean;
}

/** Something that was looked up. */
export interface Finding {
  /** Findings are told in this order, and of one place the earlier ones first: invoices come before their subscription. */
  place: 'customer' | 'payment_method' | 'invoice' | 'subscription';
  since: string;
  tell(teller: Teller): Promise<void>;
}

/** Tells the merchant of what nobody has asked the portal for. */
export async function tell(
  { unit, customer }: Teller,
  type: EventType,
  data: EventData & { object: { id: string } },
): Promise<void> {
  await record(unit, {
    project: customer.project,
    customer: customer.id,
    type,
    target: data.object.id,
    by: 'server',
    at: unit.now,
    data,
  });
}
