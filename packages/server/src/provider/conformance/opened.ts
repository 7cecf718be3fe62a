import type { Invoice, Subscription } from '@billfold/contract';
import { expect, type TestContext } from 'vitest';
import type { CustomerBilling, PlanChange } from '../CustomerBilling.js';
import type { BillingCustomer, ProviderCapability } from '../Provider.js';
import type { ProviderUnderTest, WantedSubscription } from './ProviderUnderTest.js';
import { billingOf } from './billingOf.js';

export const DAY = 86_400_000;

/** A subscription that a test has to itself. */
export interface Opened {
  customer: BillingCustomer;
  billing: CustomerBilling;
  id: string;
  subscription(): Promise<Subscription>;
  /** All invoices, newest first. */
  invoices(): Promise<Invoice[]>;
  /** The provider's time. */
  now(): Promise<Date>;
  passDays(days: number): Promise<void>;
  /** Lets time pass up to an instant and one second more. */
  passUntil(instant: string): Promise<void>;
  /** What is to be changed, priced now. */
  change(wanted: Partial<PlanChange> & { price: string }): Promise<PlanChange>;
  /** Previews a change and makes it. */
  make(change: PlanChange): ReturnType<CustomerBilling['changeSubscription']>;
}

export async function openSubscription(
  subject: ProviderUnderTest,
  wanted: WantedSubscription,
): Promise<Opened> {
  const { customer, subscription: id } = await subject.begin(wanted);
  const billing = billingOf(subject, customer);
  const now = () => subject.provider.now(customer.project, subject.unit(), customer);
  const opened: Opened = {
    customer,
    billing,
    id,
    now,
    subscription: async () => (await billing.getSubscription(id))!,
    invoices: async () => {
      const { invoices } = await billing.listInvoices({ limit: 100, after: null, status: null, year: null });
      return invoices;
    },
    passDays: async (days) => subject.passTime(customer, new Date((await now()).getTime() + days * DAY)),
    passUntil: (instant) => subject.passTime(customer, new Date(Date.parse(instant) + 1_000)),
    change: async (change) => ({
      subscription: id,
      quantity: 1,
      promotionCode: null,
      timing: 'now',
      prorationBehavior: 'always_invoice',
      trialBehavior: 'continue_trial',
      pricedAt: await now(),
      ...change,
    }),
    make: async (change) => {
      const { version } = await opened.subscription();
      const expected = await billing.previewChange(change);
      return billing.changeSubscription({ ...change, version, expected });
    },
  };
  return opened;
}

/** Whether work that was refused, or only looked, has left everything as it was. */
export async function expectNothingChanged(opened: Opened, work: () => Promise<unknown>): Promise<void> {
  const before = [await opened.subscription(), await opened.invoices()];
  await work();
  expect([await opened.subscription(), await opened.invoices()]).toEqual(before);
}

/** Leaves a test out that needs what the provider says it lacks. */
export function needs(
  subject: ProviderUnderTest,
  capability: ProviderCapability,
  context: TestContext,
): void {
  if (subject.provider.lacks?.has(capability)) context.skip(`the provider lacks ${capability}`);
}

/** What was thrown, by its code. */
export const codeOf = (code: string) => expect.objectContaining({ code });

/** A resource but for some of its fields. */
export function without<Resource extends object, Field extends keyof Resource>(
  resource: Resource,
  ...fields: Field[]
): Omit<Resource, Field> {
  return Object.fromEntries(
    Object.entries(resource).filter(([field]) => !fields.includes(field as Field)),
  ) as Omit<Resource, Field>;
}
