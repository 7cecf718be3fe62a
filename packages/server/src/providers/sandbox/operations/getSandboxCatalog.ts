import { readCatalog } from '../store/catalog.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const getSandboxCatalog: SandboxOperation<'getSandboxCatalog'> = ({ project, unit }) =>
  readCatalog(unit.database, project);
