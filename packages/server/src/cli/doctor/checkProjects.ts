import { listProjects, type Project } from '../../access/projects.js';
import { listSecretKeys, type SecretKey } from '../../access/secretKeys.js';
import type { Database } from '../../database/Database.js';
import { isThisMachine } from '../../node/readSettings.js';
import type { Provider } from '../../provider/Provider.js';
import { about, type Finding } from './Finding.js';

const projectsFound = about('projects');

/** Whether every project can be called, leads where it may, and is billed for as it should be. */
export async function checkProjects(database: Database, provider: Provider, now: Date): Promise<Finding[]> {
  const projects = await listProjects(database);
  if (projects.length === 0) {
    return [
      projectsFound.failed(
        'there are none',
        'Start the server, which makes one, or `billfold projects create`.',
      ),
    ];
  }
  const keys = await listSecretKeys(database);
  const findings: Finding[] = [];
  for (const project of projects) {
    findings.push(await checkProvider(database, provider, project, now));
    findings.push(checkKeys(project, keys, now));
    findings.push(...checkOrigins(project));
  }
  return findings;
}

async function checkProvider(
  database: Database,
  provider: Provider,
  { id, testMode }: Project,
  now: Date,
): Promise<Finding> {
  const found = about(`provider of ${id}`);
  try {
    await provider.now(id, { database, now });
  } catch (error) {
    return found.failed(
      `${provider.name} does not answer (${(error as Error).name})`,
      "See the server's log for why, and whether the provider has an incident.",
    );
  }
  if (provider.testMode && !testMode) {
    return found.failed(
      `${provider.name} is a test, and the project is live: nobody is charged`,
      'Set BILLFOLD_PROVIDER to the real one, or use a project in test mode.',
    );
  }
  if (!provider.testMode && testMode) {
    return found.failed(
      `${provider.name} is real, and the project is a test: money would move`,
      'Give the test project keys of a test account, or make a live project.',
    );
  }
  // One that is elsewhere has not been asked: its time is everybody's. What is looked at there has lines of its own.
  return found.ok(`${provider.name}, ${testMode ? 'test: no money moves' : 'live'}`);
}

function checkKeys({ id }: Project, keys: SecretKey[], now: Date): Finding {
  const found = about(`keys of ${id}`);
  const mine = keys.filter(({ project, revokedAt }) => project === id && revokedAt === null);
  const active = mine.filter(({ expiresAt }) => expiresAt === null);
  const ending = mine.filter(({ expiresAt }) => expiresAt !== null && new Date(expiresAt) > now);
  if (active.length === 0) {
    const todo = `\`billfold keys create --project ${id}\`, and give it to the servers that call this one.`;
    return ending.length > 0
      ? found.warning(`the last one ends at ${ending[0]!.expiresAt}`, todo)
      : found.failed('there is none that works', todo);
  }
  const inUse = ending.find(
    ({ lastUsedAt }) => lastUsedAt !== null && now.getTime() - Date.parse(lastUsedAt) < 3_600_000,
  );
  return inUse
    ? found.warning(
        `${inUse.id} ends at ${inUse.expiresAt}, and is still used`,
        'Give its place-taker to whatever still sends it: `billfold keys list`.',
      )
    : found.ok(`${active.length} ${active.length === 1 ? 'works' : 'work'}`);
}

/** Return origins are where people are sent, embed origins whose pages draw the portal: each is exact. */
function checkOrigins(project: Project): Finding[] {
  const { id, testMode } = project;
  const kinds = [
    { check: `return origins of ${id}`, option: '--return-origins', origins: project.returnOrigins },
    { check: `embed origins of ${id}`, option: '--embed-origins', origins: project.embedOrigins },
  ];
  return kinds.map(({ check, option, origins }) => {
    const found = about(check);
    const wrong = origins.filter((origin) => !isOrigin(origin));
    const fix = `\`billfold projects update ${id} ${option} …\`; each is like https://app.example.com.`;
    if (wrong.length > 0) return found.failed(`${wrong.join(', ')} fits no page`, fix);
    const plain = origins.filter((origin) => origin.startsWith('http:'));
    if (plain.length > 0 && !(testMode && plain.every((it) => isThisMachine(new URL(it))))) {
      return found.failed(`${plain.join(', ')} is not https`, fix);
    }
    if (origins.length > 0) return found.ok(origins.join(', '));
    const message = testMode ? 'none but this machine' : 'none';
    return testMode
      ? found.ok(message)
      : found.warning(message, option === '--return-origins' ? fix : `Only hosted portals work. ${fix}`);
  });
}

const isOrigin = (text: string) =>
  URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text) && !text.includes('*');
