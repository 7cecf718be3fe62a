import { billScenario } from '../data/billScenario.js';
import { scenarioCustomers } from '../data/scenarios.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const createSandboxScenario: SandboxOperation<'createSandboxScenario'> = async (context) => {
  const { input, project, unit, terms, createCustomer } = context;
  const { subscriptions: _, ...fields } = scenarioCustomers[input.scenario];
  const customer = await createCustomer({ ...fields, reference: input.reference ?? null });
  await billScenario(unit, { project, customer: customer.id }, input.scenario, terms);
  const { project: _project, createdAt, ...facts } = customer;
  return { ...facts, createdAt: createdAt.toISOString() };
};
