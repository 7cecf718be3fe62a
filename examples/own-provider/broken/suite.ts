import type { CustomerBilling } from '@billfold/server';
import { describeProvider } from '@billfold/server/conformance';
import { openUnderTest } from '../openUnderTest.js';

/** Replaces methods of a customer's billing by what somebody in a hurry might have written. */
type Mistake = (billing: CustomerBilling, everybody: readonly CustomerBilling[]) => Partial<CustomerBilling>;

const mistakes: Record<string, Mistake> = {
  // Amounts that are calculated once more, and rounded on the way.
  calculates: (billing) => ({
    previewChange: async (change) => {
      const priced = await billing.previewChange(change);
      return { ...priced, dueNow: { ...priced.dueNow, amount: priced.dueNow.amount + 1 } };
    },
  }),

  // Whoever knows an id sees what it belongs to.
  'believes ids': (_, everybody) => ({
    getInvoice: async (id) => {
      const found = await Promise.all(everybody.map((billing) => billing.getInvoice(id)));
      return found.find((invoice) => invoice !== null) ?? null;
    },
  }),

  // A list ends where a page of the company does.
  'cuts lists': (billing) => ({
    listInvoices: async (query) => ({ ...(await billing.listInvoices(query)), next: null }),
  }),

  // A decision is carried out, whatever has become of what it was about.
  'ignores versions': (billing) => ({
    cancelSubscription: async (cancellation) => {
      const found = await billing.getSubscription(cancellation.subscription);
      return billing.cancelSubscription({ ...cancellation, version: found?.version ?? 0 });
    },
  }),

  // A card that is declined is an error like any other, and nobody looks.
  'takes refusals for success': (billing) => ({
    changeSubscription: async (change) => {
      const outcome = await billing.changeSubscription(change);
      if (outcome.status !== 'failed') return outcome;
      const subscription = (await billing.getSubscription(change.subscription))!;
      return { status: 'succeeded', subscription, invoice: null };
    },
  }),
};

for (const [name, mistake] of Object.entries(mistakes)) {
  describeProvider(name, () => {
    const everybody: CustomerBilling[] = [];
    return openUnderTest((provider) => ({
      ...provider,
      forCustomer: (customer, unit) => {
        const billing = provider.forCustomer(customer, unit);
        everybody.push(billing);
        return { ...billing, ...mistake(billing, everybody) };
      },
    }));
  });
}
