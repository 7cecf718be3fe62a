import { readFile } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import type { PortalConfiguration } from '@billfold/contract';
import { portalConfigurationJsonSchema } from '@billfold/contract/openapi';
import { findProject } from '../access/projects.js';
import { findConfiguration, listConfigurations } from '../configurations/configurationRows.js';
import { changesOf, pushConfigurations, type Pushed } from '../configurations/pushConfigurations.js';
import { readConfigurationFile } from '../configurations/readConfigurationFile.js';
import { readSettings } from '../node/readSettings.js';
import { print, printJson, printTable, toMinute } from './print.js';
import { providerOf } from './providerOf.js';
import { Refused } from './Refused.js';
import { withDatabase, withUnit } from './withDatabase.js';

interface Given {
  project: string;
  json?: true;
}

/** `billfold configurations …`: what portals let their customers do, kept as a file beside the code of an app. */
export function addConfigurations(program: Command): void {
  const configurations = program
    .command('configurations')
    .description('what portals let their customers do, as code')
    .addHelpText('after', EXAMPLES);
  const ofProject = (name: string) =>
    configurations.command(name).option('--project <id>', 'whose they are', 'proj_default');

  ofProject('list')
    .description('all configurations of a project')
    .option('--json', 'for programs')
    .action(async ({ project, json }: Given) => {
      const found = await withDatabase((database) => listConfigurations(database, project));
      if (found.length === 0) throw noProject(project);
      if (json) printJson(found);
      else printConfigurations(found);
    });

  ofProject('get')
    .addArgument(new Argument('[id]', 'which').default('default'))
    .description('one configuration as JSON that can be pushed')
    .action(async (id: string, { project }: Given) => {
      const found = await withDatabase((database) => findConfiguration(database, project, id));
      if (!found) {
        throw new Refused(
          `There is no configuration ${id} in ${project}. \`billfold configurations list\` shows all.`,
        );
      }
      const { hash: _hash, createdAt: _createdAt, updatedAt: _updatedAt, ...settings } = found;
      printJson(settings);
    });

  ofProject('push')
    .argument('<file>', 'JSON: a configuration, or a list of them, each with its id')
    .description('make configurations be as a file says; the same file twice changes nothing')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--json', 'for programs')
    .action(async (file: string, { project, dryRun, json }: Given & { dryRun?: true }) => {
      const wanted = readConfigurationFile(await readJson(file));
      const where = { project, provider: await providerOf(readSettings(process.env)) };
      const pushed = await withUnit(async (unit) => {
        if (!(await findProject(unit.database, project))) throw noProject(project);
        return pushConfigurations({ ...where, unit, dryRun: dryRun ?? false }, wanted);
      });
      if (json) printJson(pushed);
      else for (const one of pushed) printPushed(one, dryRun ?? false);
    });

  configurations
    .command('schema')
    .description('the JSON schema of a configuration, for editors')
    .action(() => printJson(portalConfigurationJsonSchema()));
}

const EXAMPLES = `
Examples:
  billfold configurations get default > portal.json
  billfold configurations push portal.json --dry-run
  billfold configurations push portal.json`;

const noProject = (project: string) =>
  new Refused(`There is no project ${project}. \`billfold projects list\` shows all.`);

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Refused(`${file} can not be read (${cause.code}).`, { cause });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Refused(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function printConfigurations(configurations: PortalConfiguration[]): void {
  printTable(
    ['ID', 'HASH', 'UPDATED', 'OFFERS'],
    configurations.map(({ id, hash, updatedAt, features }) => [
      id,
      hash.slice(0, 12),
      toMinute(updatedAt),
      Object.entries(features)
        .filter(([, { enabled }]) => enabled)
        .map(([name]) => name)
        .join(' '),
    ]),
  );
}

function printPushed(pushed: Pushed, dryRun: boolean): void {
  const changes = changesOf(pushed);
  if (changes.length === 0) return print(`${pushed.id} is as the file says.`);
  print(`${pushed.id} ${dryRun ? 'would be' : 'is'} ${pushed.before ? 'changed' : 'new'}:`);
  for (const { path, before, after } of changes) {
    print(`  ${path}: ${before === undefined ? '' : `${JSON.stringify(before)} → `}${JSON.stringify(after)}`);
  }
}
