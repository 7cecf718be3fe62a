import { asc, eq } from 'drizzle-orm';
import { saveBranding } from '../branding/saveBranding.js';
import type { Database } from '../database/Database.js';
import { projects } from '../database/schema.js';
import { previousAttributes } from '../events/previousAttributes.js';
import { audit } from '../events/record.js';
import type { UnitOfWork } from '../provider/Provider.js';
import { listSecretKeys, type NewSecretKey } from './secretKeys.js';
import { setUpProject } from './setUpProject.js';

/** One app: its own keys, customers and settings. */
export interface Project {
  id: string;
  name: string;
  testMode: boolean;
  returnOrigins: string[];
  embedOrigins: string[];
  /** Host name under which browsers reach its portal; null: that of the server. */
  domain: string | null;
  createdAt: string;
}

/** What can be changed of a project. What is undefined stays. */
export type ProjectChange = Partial<Pick<Project, 'name' | 'returnOrigins' | 'embedOrigins' | 'domain'>>;

export async function listProjects(database: Database): Promise<Project[]> {
  const rows = await database.select().from(projects).orderBy(asc(projects.createdAt), asc(projects.id));
  return rows.map(toProject);
}

export async function findProject(database: Database, id: string): Promise<Project | null> {
  const [row] = await database.select().from(projects).where(eq(projects.id, id));
  return row ? toProject(row) : null;
}

/** Makes a project with a `default` configuration and a first key, which is told once. Null: the id is taken. */
export async function createProject(
  unit: UnitOfWork,
  { id, testMode, ...change }: ProjectChange & { id: string; name: string; testMode: boolean },
): Promise<{ project: Project; secretKey: NewSecretKey } | null> {
  const { database, now } = unit;
  if (await findProject(database, id)) return null;
  const { name, returnOrigins = [], embedOrigins = [] } = change;
  const made = await setUpProject(database, { id, name, testMode, returnOrigins, embedOrigins, now });
  if (change.domain)
    await database.update(projects).set({ domain: change.domain }).where(eq(projects.id, id));
  const [key] = await listSecretKeys(database, id);
  const project = (await findProject(database, id))!;
  await tell(unit, 'project.created', { id, after: settingsOf(project) });
  await audit(unit, {
    project: id,
    customer: null,
    type: 'secret_key.created',
    target: key!.id,
    by: 'operator',
    at: now,
    after: { name: key!.name, last4: key!.last4 },
  });
  return { project, secretKey: { ...key!, key: made.secretKey! } };
}

/** Changes the given settings; what is so already is neither written nor told. Null: there is no such project. */
export async function updateProject(
  unit: UnitOfWork,
  id: string,
  change: ProjectChange,
): Promise<Project | null> {
  const { database } = unit;
  const [row] = await database.select().from(projects).where(eq(projects.id, id)).for('no key update');
  if (!row) return null;
  const before = toProject(row);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after: Project = { ...before, ...given };
  const previous = previousAttributes(settingsOf(before), settingsOf(after));
  if (Object.keys(previous).length === 0) return before;

  await database.update(projects).set(given).where(eq(projects.id, id));
  // Customers are shown the project's name until it is given another one for them.
  if (after.name !== before.name && row.branding.displayName === before.name) {
    await saveBranding(unit, { project: id, by: 'operator', publicUrl: '' }, { displayName: after.name });
  }
  const names = Object.keys(previous) as (keyof Project)[];
  const changed = Object.fromEntries(names.map((name) => [name, after[name]]));
  await tell(unit, 'project.updated', { id, before: previous, after: changed });
  return after;
}

async function tell(
  unit: UnitOfWork,
  type: string,
  { id, ...change }: { id: string; before?: object; after: object },
): Promise<void> {
  await audit(unit, {
    project: id,
    customer: null,
    type,
    target: id,
    by: 'operator',
    at: unit.now,
    ...change,
  });
}

const settingsOf = ({ name, testMode, returnOrigins, embedOrigins, domain }: Project) => ({
  name,
  testMode,
  returnOrigins,
  embedOrigins,
  domain,
});

function toProject(row: typeof projects.$inferSelect): Project {
  const { id, name, testMode, returnOrigins, embedOrigins, domain, createdAt } = row;
  return { id, name, testMode, returnOrigins, embedOrigins, domain, createdAt: createdAt.toISOString() };
}
