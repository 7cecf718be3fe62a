import type { Invoice } from '@billfold/contract';
import { makeId } from '../access/secrets.js';
import type { CustomerBilling } from '../provider/CustomerBilling.js';
import type { BillingCustomer } from '../provider/Provider.js';
import type { TestSandbox } from './openTestSandbox.js';

/** Somebody with a project, and so a clock, to themselves. */
export interface SandboxCustomer {
  subject: TestSandbox;
  customer: BillingCustomer;
  billing: CustomerBilling;
  /** The time of their project. */
  now(): Promise<Date>;
  /** Lets it pass up to an instant. */
  advance(to: Date): Promise<void>;
  /** Their hundred newest ones, the newest first. */
  invoices(): Promise<Invoice[]>;
}

/** Opens a project with the demo's prices on a sandbox that is open already, and a customer who has nothing yet. */
export async function openSandboxCustomer(
  sandbox: TestSandbox,
  fields: Partial<BillingCustomer> = {},
): Promise<SandboxCustomer> {
  const subject = await sandbox.openProject(makeId('proj'));
  await subject.run('createSandboxScenario', { scenario: 'free' });
  const customer = await subject.createCustomer(fields);
  const billing = subject.billing(customer);
  return {
    subject,
    customer,
    billing,
    now: () => subject.sandbox.now(subject.project, subject.unit()),
    advance: async (to) => void (await subject.run('advanceSandboxClock', { advanceTo: to.toISOString() })),
    invoices: async () => {
      const newest = { limit: 100, after: null, status: null, year: null };
      return (await billing.listInvoices(newest)).invoices;
    },
  };
}
