import { vi } from 'vitest';
import type { SandboxPaymentMethod } from '@billfold/contract';
import { describeProvider, type SetupKind } from '@billfold/server/conformance';
import type { BillingCustomer } from '../../provider/Provider.js';
import { openTestSandbox, type TestSandbox } from '../../testing/openTestSandbox.js';
import type { InvoiceDocument } from './documents.js';

// Years of many customers, on a machine that is busy.
vi.setConfig({ testTimeout: 30_000 });

/** Stands for a drawing: what is printed, as JSON. */
const renderDocument = async (document: InvoiceDocument) =>
  new TextEncoder().encode(JSON.stringify(document));

const at = (country: string, region: string | null) => ({
  country,
  region,
  line1: null,
  line2: null,
  city: null,
  postalCode: null,
});

const setupMethods: Record<SetupKind, SandboxPaymentMethod> = {
  card: 'mastercard',
  debit: 'sepa_debit',
  refused: 'declined_at_setup',
  asks: 'authentication_at_setup',
  slow: 'sepa_debit_slow',
};

describeProvider('[X30] the sandbox', async () => {
  const first = await openTestSandbox({ renderDocument });
  const second = await first.openProject('proj_second');
  const projects = new Map([first, second].map((it) => [it.project, it]));
  const projectOf = ({ project }: Pick<BillingCustomer, 'project'>) => projects.get(project)!;
  const price = 'price_DemoTeamMonthlyUsd';
  const openShop = (it: TestSandbox) => it.run('createSandboxScenario', { scenario: 'free' });
  for (const it of [first, second]) await openShop(it);
  return {
    provider: first.sandbox,
    unit: first.unit,
    projects: [first.project, second.project],
    createCustomer: (project) => projectOf({ project }).createCustomer(),
    subscribe: async ({ project, id: customer }) => {
      const startAt = '2025-01-31T09:00:00.000Z';
      await projectOf({ project }).run('createSandboxSubscription', {
        customer,
        price,
        quantity: 3,
        startAt,
        paymentMethod: 'visa',
      });
    },
    issueInvoice: async ({ project, id: customer }) => {
      await projectOf({ project }).run('createSandboxSubscription', {
        customer,
        price,
        quantity: 1,
        paymentMethod: 'visa',
      });
    },
    offer: {
      basic: { month: 'price_DemoStarterMonthlyUsd', year: 'price_DemoStarterYearlyUsd' },
      pro: { month: 'price_DemoBusinessMonthlyUsd', year: 'price_DemoBusinessYearlyUsd' },
      seats: price,
      promotionCode: 'WELCOME20',
      otherPromotionCode: 'PARTNER10',
      coupon: 'save20',
    },
    addresses: { one: at('US', 'NY'), another: at('DE', null) },
    begin: async (wanted) => {
      // A project has one clock: with one to themselves, nobody's time passes for somebody else.
      const project = await first.openProject(`proj_${projects.size}`);
      projects.set(project.project, project);
      await openShop(project);
      const customer = await project.createCustomer({ address: at('US', 'NY') });
      return { customer, subscription: await project.begin(customer, wanted) };
    },
    beginManaged: async () => {
      const project = await first.openProject(`proj_${projects.size}`);
      projects.set(project.project, project);
      const { id } = await project.run('createSandboxScenario', { scenario: 'managedExternally' });
      const customer = await project.findCustomer(id);
      const [managed] = await project.billing(customer).listSubscriptions();
      return { customer, subscription: managed!.id };
    },
    decideNextCharge: async (customer, outcome) => {
      await projectOf(customer).runAs(customer, 'updateSandboxControls', { nextCharge: outcome });
    },
    confirmPayment: async (customer, clientSecret, outcome) => {
      await projectOf(customer).runAs(customer, 'confirmSandboxPayment', { clientSecret, outcome });
    },
    confirmSetup: async (customer, { clientSecret }, kind, outcome) => {
      const method = setupMethods[kind];
      await projectOf(customer).runAs(customer, 'confirmSandboxSetup', { clientSecret, method, outcome });
      return true;
    },
    passTime: async (customer, to) => {
      await projectOf(customer).run('advanceSandboxClock', { advanceTo: to.toISOString() });
    },
    close: first.close,
  };
});
