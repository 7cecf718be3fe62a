import { listProjects } from '../access/projects.js';
import type { Database } from '../database/Database.js';
import type { Log } from '../http/router.js';
import type { Sandbox } from '../providers/sandbox/createSandbox.js';

/**
 * Brings the time of every project in test mode up to `now`: of those too that were made while the server ran. A project that
 * fails is told to the log and tried again the next time; the others are billed all the same.
 */
export async function catchUpProjects(
  database: Database,
  sandbox: Pick<Sandbox, 'catchUp'>,
  now: Date,
  log: Pick<Log, 'error'>,
): Promise<void> {
  const projects = await listProjects(database);
  for (const { id: project } of projects.filter(({ testMode }) => testMode)) {
    await sandbox
      .catchUp({ database, now }, project)
      .catch((err: unknown) => log.error({ err, project }, 'the time of a project could not be brought up'));
  }
}
