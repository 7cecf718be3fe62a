import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeBillingDetails } from './conformance/describeBillingDetails.js';
import { describeCancellations } from './conformance/describeCancellations.js';
import { describeChangePayments } from './conformance/describeChangePayments.js';
import { describeChanges } from './conformance/describeChanges.js';
import { describeDiscounts } from './conformance/describeDiscounts.js';
import { describeManaged } from './conformance/describeManaged.js';
import { describeNextInvoice } from './conformance/describeNextInvoice.js';
import { describePauses } from './conformance/describePauses.js';
import { describePaymentMethods } from './conformance/describePaymentMethods.js';
import { describePayments } from './conformance/describePayments.js';
import { describeReads } from './conformance/describeReads.js';
import { describeRefusals } from './conformance/describeRefusals.js';
import { describeRemovals } from './conformance/describeRemovals.js';
import { describeSetups } from './conformance/describeSetups.js';
import type { ProviderUnderTest } from './conformance/ProviderUnderTest.js';
import type { UnitOfWork } from './Provider.js';

export { createIntent } from './conformance/billingOf.js';
export type {
  Offer,
  ProviderUnderTest,
  SetupKind,
  WantedSubscription,
} from './conformance/ProviderUnderTest.js';

/**
 * The promises of the port, as tests. Whoever writes an adapter calls it in a test file of vitest's, under the name
 * of the package: `import { describeProvider } from '@billfold/server/conformance'`. What passes here works behind
 * the portal. What the provider says it lacks is left out.
 *
 * @param name what the adapter is called in the test report.
 * @param open is called once; every test makes customers of its own.
 */
export function describeProvider(name: string, open: () => Promise<ProviderUnderTest>): void {
  describe(`${name} as a provider`, () => {
    let subject: ProviderUnderTest;
    beforeAll(async () => {
      subject = await open();
    }, 120_000);
    afterAll(() => subject.close());

    describeReads(() => subject);
    describeChanges(() => subject);
    describeChangePayments(() => subject);
    describeCancellations(() => subject);
    describePauses(() => subject);
    describeDiscounts(() => subject);
    describePayments(() => subject);
    describeSetups(() => subject);
    describePaymentMethods(() => subject);
    describeRemovals(() => subject);
    describeNextInvoice(() => subject);
    describeBillingDetails(() => subject);
    describeManaged(() => subject);
    describeRefusals(() => subject);

    test('binding a customer does nothing by itself', async () => {
      const unreachable = new Proxy({} as UnitOfWork['database'], {
        get: () => {
          throw new Error('The database was used while a customer was bound.');
        },
      });
      const customer = await subject.createCustomer(subject.projects[0]);
      expect(() =>
        subject.provider.forCustomer(customer, { ...subject.unit(), database: unreachable }),
      ).not.toThrow();
    });

    test('the time of a project is an instant', async () => {
      const now = await subject.provider.now(subject.projects[0], subject.unit());
      expect(Number.isNaN(now.getTime())).toBe(false);
    });
  });
}
