import { readCatalog, replaceCatalog } from '../store/catalog.js';
import type { SandboxOperation } from './SandboxOperation.js';

export const updateSandboxCatalog: SandboxOperation<'updateSandboxCatalog'> = async ({
  input,
  project,
  unit,
}) => {
  await replaceCatalog(unit.database, project, input);
  return readCatalog(unit.database, project);
};
