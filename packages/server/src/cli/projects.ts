import { InvalidArgumentError, Option, type Command } from 'commander';
import { createProject, listProjects, updateProject, type Project } from '../access/projects.js';
import { makeId } from '../access/secrets.js';
import { isThisMachine, readSettings } from '../node/readSettings.js';
import { note, print, printJson, printTable } from './print.js';
import { Refused } from './Refused.js';
import { withDatabase, withUnit } from './withDatabase.js';

interface Given {
  name?: string;
  returnOrigins?: string[];
  embedOrigins?: string[];
  domain?: string | null;
  json?: true;
}

/** `billfold projects …`: the apps that this server works for. */
export function addProjects(program: Command): void {
  const projects = program
    .command('projects')
    .description('the apps that the server works for')
    .addHelpText('after', EXAMPLES);

  projects
    .command('list')
    .description('all projects')
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: true }) => {
      const found = await withDatabase(listProjects);
      if (json) printJson(found);
      else printProjects(found);
    });

  settings(projects.command('create'))
    .description('make a project with a first key, which is shown once')
    .requiredOption('--name <name>', 'what customers are shown until it has another name for them', readName)
    .addOption(new Option('--id <id>', 'its id, proj_…; left out: one is made').argParser(readId))
    .option('--live', 'for real money; left out: it is a test')
    .action(
      async ({ name, id, live, json, ...given }: Given & { name: string; id?: string; live?: true }) => {
        const wanted = { ...given, name, id: id ?? makeId('proj'), testMode: !live };
        const created = await withUnit((unit) => createProject(unit, wanted)).catch(toRefused);
        if (!created)
          throw new Refused(`There is a project ${wanted.id} already. Leave --id out, or choose another.`);
        if (json) return printJson(created);
        note(`${created.project.id} is made. Keep its key, it is shown only now:`);
        print(created.secretKey.key);
      },
    );

  settings(projects.command('update <project>'))
    .description('change what is given; what is left out stays')
    .option('--name <name>', 'what customers are shown until it has another name for them', readName)
    .action(async (id: string, { json, ...given }: Given) => {
      const project = await withUnit((unit) => updateProject(unit, id, given)).catch(toRefused);
      if (!project) throw new Refused(`There is no project ${id}. \`billfold projects list\` shows all.`);
      warnOfSettings(id, given);
      if (json) printJson(project);
      else printProjects([project]);
    });
}

/** What both commands take. */
function settings(command: Command): Command {
  return command
    .option(
      '--return-origins <origins>',
      'where customers may be sent back to, separated by commas',
      readOrigins,
    )
    .option('--embed-origins <origins>', 'whose pages may embed the portal, separated by commas', readOrigins)
    .option(
      '--domain <name>',
      'host name under which browsers reach its portal; none: that of the server',
      readDomain,
    )
    .option('--json', 'for programs');
}

const EXAMPLES = `
Examples:
  billfold projects create --name "Example App" --return-origins https://app.example.com
  billfold projects update proj_default --embed-origins https://app.example.com,https://admin.example.com
  billfold projects update proj_default --domain billing.example.com`;

function readName(text: string): string {
  if (text.trim() === '' || text.length > 200 || /[\p{Cc}\p{Cf}]/u.test(text))
    throw new InvalidArgumentError('It must be one line of 1 to 200 characters.');
  return text.trim();
}

function readId(text: string): string {
  if (!/^proj_[0-9A-Za-z]{1,64}$/.test(text))
    throw new InvalidArgumentError('It must be proj_ and up to 64 letters and digits.');
  return text;
}

/** Nothing takes all of them away. */
function readOrigins(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map(readOrigin);
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin = url !== null && url.origin === text.replace(/\/$/, '').toLowerCase();
  if (!isOrigin || !(url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url))))
    throw new InvalidArgumentError(`"${text}" is not an origin such as https://app.example.com.`);
  return url.origin;
}

function readDomain(text: string): string | null {
  if (text === 'none') return null;
  const isHostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(
    text,
  );
  if (!isHostName)
    throw new InvalidArgumentError('It must be a host name such as billing.example.com, or none.');
  return text;
}

/** A host name leads to one project. */
function toRefused(error: unknown): never {
  const { cause } = error as { cause?: { constraint?: string } };
  if (cause?.constraint === 'projects_domain_key')
    throw new Refused(
      'This domain belongs to another project. Take it away there first, with --domain none.',
    );
  throw error;
}

/** A server that starts with variables sets what they name. */
function warnOfSettings(project: string, given: Given): void {
  const { returnOrigins, embedOrigins } = readSettings(process.env);
  const names = [
    given.returnOrigins && returnOrigins.length > 0 ? 'BILLFOLD_RETURN_ORIGINS' : null,
    given.embedOrigins && embedOrigins.length > 0 ? 'BILLFOLD_EMBED_ORIGINS' : null,
  ].filter((name) => name !== null);
  if (project === 'proj_default' && names.length > 0)
    note(
      `${names.join(' and ')} counts again when a server starts with it: change it there, or leave it out.`,
    );
}

function printProjects(projects: Project[]): void {
  printTable(
    ['ID', 'NAME', 'MODE', 'RETURN ORIGINS', 'EMBED ORIGINS', 'DOMAIN'],
    projects.map((project) => [
      project.id,
      project.name,
      project.testMode ? 'test' : 'live',
      project.returnOrigins.join(','),
      project.embedOrigins.join(','),
      project.domain,
    ]),
  );
}
