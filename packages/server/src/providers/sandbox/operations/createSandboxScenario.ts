import { billHistory } from '../data/billHistory.js';
import { defaultCatalog } from '../data/defaultCatalog.js';
import { scenarioCustomers } from '../data/scenarios.js';
import { addToCatalog, hasProducts } from '../store/catalog.js';
import { holdClock } from '../store/clock.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const createSandboxScenario: SandboxOperation<'createSandboxScenario'> = async (context) => {
  const { input, project, unit, terms, createCustomer } = context;
  const { subscriptions, ...fields } = scenarioCustomers[input.scenario];

  // Its prices are put on offer only where nothing else is: a merchant's own offer stays as it was written.
  const isEmpty = !(await hasProducts(unit.database, project));
  await addToCatalog(unit.database, project, isEmpty ? defaultCatalog : archived(defaultCatalog));

  const { createdAt, ...customer } = await createCustomer({ ...fields, reference: input.reference ?? null });
  const now = await holdClock(unit, project);
  await billHistory(unit.database, { project, customer: customer.id }, subscriptions, now, terms);
  const { id, reference, name, email, address, taxId } = customer;
  return { id, reference, name, email, address, taxId, createdAt: createdAt.toISOString() };
};

function archived({ products }: typeof defaultCatalog): typeof defaultCatalog {
  return {
    products: products.map((product) => ({
      ...product,
      active: false,
      prices: product.prices.map((price) => ({ ...price, active: false })),
    })),
  };
}
