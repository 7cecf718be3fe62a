import type { SandboxOperation } from './SandboxOperation.js';
import { readClock } from '../store/clock.js';

export const getSandboxClock: SandboxOperation<'getSandboxClock'> = async ({ project, unit }) => {
  const now = (await readClock(unit.database, project)) ?? unit.now;
  return { now: now.toISOString() };
};
