import type { PaymentMethod } from '@billfold/contract';
import { expect, type TestContext } from 'vitest';
import type { CustomerBilling, SetupOutcome } from '../CustomerBilling.js';
import type { BillingCustomer } from '../Provider.js';
import type { ProviderUnderTest, SetupKind } from './ProviderUnderTest.js';

type Addition = Parameters<CustomerBilling['addPaymentMethod']>[0];
export type Put = Extract<SetupOutcome, { status: 'succeeded' }>;

/** Somebody who puts something on file. */
interface Owner {
  customer: BillingCustomer;
  billing: CustomerBilling;
}

/** Enters a payment method in the fields. @returns the addition that puts it on file; the test is left out where there is no such kind. */
export async function enter(
  subject: ProviderUnderTest,
  { customer, billing }: Owner,
  kind: SetupKind,
  context: TestContext,
): Promise<Addition> {
  const intent = await billing.createSetupIntent();
  if (!(await subject.confirmSetup(customer, intent, kind))) context.skip(`there is no ${kind}`);
  return { setupIntent: intent.id, makeDefault: false, subscriptions: 'all' };
}

/** Puts a payment method on file that works. */
export async function put(
  subject: ProviderUnderTest,
  owner: Owner,
  kind: 'card' | 'debit',
  context: TestContext,
  more: Partial<Addition> = {},
): Promise<Put> {
  const addition = await enter(subject, owner, kind, context);
  const outcome = await owner.billing.addPaymentMethod({ ...addition, ...more });
  expect(outcome.status).toBe('succeeded');
  return outcome as Put;
}

/** One that is on file. */
export async function findOnFile(billing: CustomerBilling, id: string): Promise<PaymentMethod> {
  const found = (await billing.listPaymentMethods()).find((paymentMethod) => paymentMethod.id === id);
  if (!found) throw new Error(`${id} is not on file.`);
  return found;
}
