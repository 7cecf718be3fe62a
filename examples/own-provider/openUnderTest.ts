import type { BillingCustomer, Database, Provider, UnitOfWork } from '@billfold/server';
import { createIntent, type ProviderUnderTest } from '@billfold/server/conformance';
import type { Company } from './company/serveCompany.js';
import { serveCompany } from './company/serveCompany.js';
import type { Agreement } from './company/wire.js';
import { createOwnProvider } from './src/createOwnProvider.js';

const MONTHS = 14;

/** What the suite asks of the company and a portal never would: customers out of nowhere, moved time, a bank that does as it is told. */
export async function openUnderTest(
  change: (provider: Provider) => Provider = (provider) => provider,
): Promise<ProviderUnderTest & { company: Company }> {
  const company = await serveCompany();
  const provider = change(createOwnProvider(company));
  let made = 0;

  const tell = async <Answer>(path: string, body: object): Promise<Answer> => {
    const response = await fetch(company.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${company.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer as Answer;
  };
  const ofTest = ({ providerCustomer }: BillingCustomer) => `/test/accounts/${providerCustomer}`;
  const unit = (): UnitOfWork => ({ database: untouchable, now: new Date() });

  const createCustomer = async (project: string): Promise<BillingCustomer> => {
    made += 1;
    const id = `cus_example${made}`;
    const customer = { ...someone, project, id, email: `${id}@example.com`, createdAt: new Date() };
    // As the portal does it: what the provider calls them is kept with the customer.
    const providerCustomer = await provider.saveCustomer(customer, { ...unit(), intent: createIntent() });
    return { ...customer, providerCustomer };
  };

  return {
    company,
    provider,
    unit,
    projects: ['proj_one', 'proj_another'],
    createCustomer,
    subscribe: async (customer) => {
      await tell(`${ofTest(customer)}/agreements`, { price: 'pro-month', startedMonthsAgo: MONTHS });
    },
    issueInvoice: async (customer) => {
      const [subscription] = await provider.forCustomer(customer, unit()).listSubscriptions();
      await tell(`${ofTest(customer)}/clock`, { to: subscription!.currentPeriod.endAt });
    },
    offer: {
      basic: { month: 'basic-month', year: 'basic-year' },
      pro: { month: 'pro-month', year: 'pro-year' },
      seats: 'team-month',
      promotionCode: null,
      otherPromotionCode: null,
      coupon: null,
    },
    addresses: null,
    begin: async ({ price, quantity = 1, trialDays = 0 }) => {
      const customer = await createCustomer('proj_one');
      const agreement = { price, seats: quantity, trialDays };
      const { id } = await tell<Agreement>(`${ofTest(customer)}/agreements`, agreement);
      return { customer, subscription: `sub_${id}` };
    },
    decideNextCharge: async (customer, outcome) => {
      const word = outcome === 'fails' ? 'declined' : 'bank_asks';
      await tell(`${ofTest(customer)}/next-charge`, { outcome: word });
    },
    confirmPayment: async (customer, secret, outcome) => {
      await tell(`${ofTest(customer)}/bank`, { secret, said: outcome === 'authenticated' ? 'yes' : 'no' });
    },
    confirmSetup: async (_customer, { id }, kind, said) => {
      // It takes cards, and banks say at once whether they can be charged.
      if (kind === 'debit' || kind === 'slow') return false;
      const answer = said && (said === 'authenticated' ? 'yes' : 'no');
      await tell(`/test/enrolments/${id.slice('seti_'.length)}/card`, { card: kind, said: answer });
      return true;
    },
    passTime: async (customer, to) => {
      await tell(`${ofTest(customer)}/clock`, { to: to.toISOString() });
    },
    close: () => company.close(),
  };
}

/** A provider elsewhere leaves the portal's database alone. */
const untouchable = new Proxy({} as Database, {
  get: () => {
    throw new Error('The database of the portal was used.');
  },
});

const someone = {
  reference: null,
  providerCustomer: null,
  kind: 'individual' as const,
  name: 'Example Customer',
  invoiceEmails: [],
  phone: null,
  address: null,
  purchaseOrder: null,
  taxIds: [],
};
