import { billScenario } from '../data/billScenario.js';
import { scenarioCustomers } from '../data/scenarios.js';
import { holdClock } from '../store/clock.js';
import { readControls } from '../store/controls.js';
import { forgetBilling } from '../store/forgetBilling.js';
import type { SandboxPortalOperation } from './SandboxPortalOperation.js';

export const switchSandboxScenario: SandboxPortalOperation<'switchSandboxScenario'> = async (context) => {
  const { input, customer, unit, terms, updateCustomer } = context;
  const key = { project: customer.project, customer: customer.id };
  // Time first, then the customer: whoever advances time takes them in the same order.
  await holdClock(unit, customer.project);
  // What decides the tax belongs to the scenario; what somebody is called stays theirs.
  const { address, kind, taxIds } = scenarioCustomers[input.scenario];
  await updateCustomer({ address, kind, taxIds });
  await forgetBilling(unit.database, key);
  await billScenario(unit, key, input.scenario, terms);
  return readControls(unit, key);
};
