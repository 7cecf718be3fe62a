import { advanceTo } from '../advanceTo.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const advanceSandboxClock: SandboxOperation<'advanceSandboxClock'> = async (context) => {
  const { input, project, unit, terms } = context;
  const to = new Date(input.advanceTo);
  await advanceTo(unit, project, to, terms);
  return { now: to.toISOString() };
};
