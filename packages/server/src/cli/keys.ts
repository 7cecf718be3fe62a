import { InvalidArgumentError, type Command } from 'commander';
import {
  createSecretKey,
  listSecretKeys,
  revokeSecretKey,
  rotateSecretKey,
  type NewSecretKey,
  type SecretKey,
} from '../access/secretKeys.js';
import { note, print, printJson, printTable, toMinute } from './print.js';
import { Refused } from './Refused.js';
import { withDatabase, withUnit } from './withDatabase.js';

const HOUR_MS = 3_600_000;

/** `billfold keys …`: the secret keys by which merchants' servers call the API. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('the secret keys of projects')
    .addHelpText('after', EXAMPLES);

  keys
    .command('list')
    .description('all keys, with when they were used last (UTC)')
    .option('--project <id>', 'of one project only')
    .option('--json', 'for programs')
    .action(async ({ project, json }: { project?: string; json?: true }) => {
      const found = await withDatabase((database) => listSecretKeys(database, project));
      if (json) printJson(found);
      else printKeys(found, new Date());
    });

  keys
    .command('create')
    .description('make a key, which is shown once')
    .option('--project <id>', 'whose it is', 'proj_default')
    .option('--name <name>', 'what you call it')
    .option('--json', 'for programs')
    .action(async ({ project, name, json }: { project: string; name?: string; json?: true }) => {
      const created = await withUnit((unit) => createSecretKey(unit, project, name ?? null));
      if (!created)
        throw new Refused(`There is no project ${project}. \`billfold projects list\` shows all.`);
      if (json) printJson(created);
      else printNew(created);
    });

  keys
    .command('rotate <key>')
    .description('make a key in the place of another, by its id')
    .option('--overlap-hours <hours>', 'how long the old one goes on working, 0 to 168', readHours, 24)
    .option('--json', 'for programs')
    .action(async (key: string, { overlapHours, json }: { overlapHours: number; json?: true }) => {
      const rotated = await withUnit((unit) =>
        rotateSecretKey(unit, key, new Date(unit.now.getTime() + overlapHours * HOUR_MS)),
      );
      if (!rotated) throw new Refused(`There is no key ${key} that could be replaced. ${LIST}`);
      if (json) return printJson(rotated);
      const until =
        overlapHours === 0 ? 'is over now' : `works until ${toMinute(rotated.replaced.expiresAt)} UTC`;
      note(`${key} ${until}, with the sessions that it made.`);
      printNew(rotated.created);
    });

  keys
    .command('revoke <key>')
    .description('end a key and the sessions that it made, at once, by its id')
    .option('--json', 'for programs')
    .action(async (key: string, { json }: { json?: true }) => {
      const revoked = await withUnit((unit) => revokeSecretKey(unit, key));
      if (!revoked) throw new Refused(`There is no key ${key} that could be revoked. ${LIST}`);
      if (json) printJson(revoked);
      else print(`${key} is revoked. Every server refuses it, and the sessions that it made, from now on.`);
    });
}

const LIST = '`billfold keys list` shows all.';

const EXAMPLES = `
Examples:
  billfold keys create --name "Billing backend"
  billfold keys rotate key_4LxV0c9zq3Jt8nYbW1aKfE --overlap-hours 2
  billfold keys revoke key_4LxV0c9zq3Jt8nYbW1aKfE`;

function readHours(text: string): number {
  const hours = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || hours > 168) throw new InvalidArgumentError('It must be 0 to 168.');
  return hours;
}

/** The key alone goes to standard output, so that it can be handed on without being seen. */
function printNew({ id, project, key }: NewSecretKey): void {
  note(`${id} of ${project}. Keep the key, it is shown only now:`);
  print(key);
}

function printKeys(keys: SecretKey[], now: Date): void {
  printTable(
    ['ID', 'PROJECT', 'NAME', 'ENDS IN', 'CREATED', 'LAST USED', 'STATE'],
    keys.map((key) => [
      key.id,
      key.project,
      key.name,
      key.last4,
      toMinute(key.createdAt),
      toMinute(key.lastUsedAt),
      stateOf(key, now),
    ]),
  );
}

function stateOf({ revokedAt, expiresAt }: SecretKey, now: Date): string {
  if (revokedAt) return `revoked ${toMinute(revokedAt)}`;
  if (!expiresAt) return 'active';
  return new Date(expiresAt) > now ? `until ${toMinute(expiresAt)}` : `over since ${toMinute(expiresAt)}`;
}
