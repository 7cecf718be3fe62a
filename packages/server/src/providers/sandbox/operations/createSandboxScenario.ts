import { billScenario } from '../data/billScenario.js';
import { scenarioCustomers } from '../data/scenarios.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const createSandboxScenario: SandboxOperation<'createSandboxScenario'> = async (context) => {
  const { input, project, unit, terms, createCustomer } = context;
  const { subscriptions: _, ...fields } = scenarioCustomers[input.scenario];
  const customer = await createCustomer({ ...fields, reference: input.reference ?? null });
  await billScenario(unit, { project, customer: customer.id }, input.scenario, terms);
  const { id, reference, name, email, address, taxId, createdAt } = customer;
  return { id, reference, name, email, address, taxId, createdAt: createdAt.toISOString() };
};
