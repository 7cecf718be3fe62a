import { advanceTo } from '../advanceTo.js';
import { readControls } from '../store/controls.js';
import type { SandboxPortalOperation } from './SandboxPortalOperation.js';

export const moveSandboxClock: SandboxPortalOperation<'moveSandboxClock'> = async (context) => {
  const { input, customer, unit, terms } = context;
  await advanceTo(unit, customer.project, new Date(input.advanceTo), terms);
  return readControls(unit, { project: customer.project, customer: customer.id });
};
