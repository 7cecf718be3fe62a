import { describeProvider } from '@billfold/server/conformance';
import { openTestSandbox } from '../../testing/openTestSandbox.js';
import type { InvoiceDocument } from './documents.js';

/** Stands for a drawing: what is printed, as JSON. */
const renderDocument = async (document: InvoiceDocument) =>
  new TextEncoder().encode(JSON.stringify(document));

describeProvider('[X30] the sandbox', async () => {
  const first = await openTestSandbox({ renderDocument });
  const second = await first.openProject('proj_second');
  const projectOf = (id: string) => (id === first.project ? first : second);
  const price = 'price_DemoTeamMonthlyUsd';
  for (const it of [first, second]) await it.run('createSandboxScenario', { scenario: 'free' });
  return {
    provider: first.sandbox,
    unit: first.unit,
    projects: [first.project, second.project],
    createCustomer: (project) => projectOf(project).createCustomer(),
    subscribe: async ({ project, id: customer }) => {
      const startAt = '2025-01-31T09:00:00.000Z';
      await projectOf(project).run('createSandboxSubscription', {
        customer,
        price,
        quantity: 3,
        startAt,
        paymentMethod: 'visa',
      });
    },
    issueInvoice: async ({ project, id: customer }) => {
      await projectOf(project).run('createSandboxSubscription', {
        customer,
        price,
        quantity: 1,
        paymentMethod: 'visa',
      });
    },
    close: first.close,
  };
});
