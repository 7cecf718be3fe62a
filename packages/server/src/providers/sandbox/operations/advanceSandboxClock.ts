import { advanceTo } from '../advanceTo.js';
import { readInstant } from './readInstant.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const advanceSandboxClock: SandboxOperation<'advanceSandboxClock'> = async (context) => {
  const { input, project, unit, terms } = context;
  const to = readInstant(input.advanceTo, 'advanceTo');
  await advanceTo(unit, project, to, terms);
  return { now: to.toISOString() };
};
