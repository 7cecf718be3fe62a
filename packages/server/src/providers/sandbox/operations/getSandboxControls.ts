import { readControls } from '../store/controls.js';
import type { SandboxPortalOperation } from './SandboxPortalOperation.js';

export const getSandboxControls: SandboxPortalOperation<'getSandboxControls'> = ({ customer, unit }) =>
  readControls(unit, { project: customer.project, customer: customer.id });
