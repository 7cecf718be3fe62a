import type { Command } from 'commander';
import { CannotStart } from '../CannotStart.js';
import { contactDatabase } from '../node/contactDatabase.js';
import { DataDirectoryInUse } from '../node/dataDirectoryLock.js';
import { keyBesideDatabase } from '../node/encryptionKey.js';
import type { OpenDatabase } from '../node/openDatabase.js';
import { readSettings, type Settings } from '../node/readSettings.js';
import { readVersion } from '../node/readVersion.js';
import { checkDatabase } from './doctor/checkDatabase.js';
import { checkIntents } from './doctor/checkIntents.js';
import { checkProjects } from './doctor/checkProjects.js';
import { checkPublicUrl } from './doctor/checkPublicUrl.js';
import { checkStripe } from './doctor/checkStripe.js';
import { checkWebhooks } from './doctor/checkWebhooks.js';
import { about, type Finding } from './doctor/Finding.js';
import { print, printJson } from './print.js';
import { providerOf } from './providerOf.js';
import { Refused } from './Refused.js';
import { openExisting } from './withDatabase.js';

/** `billfold doctor`: looks at everything that a portal needs, and says what to do about what is wrong. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check database, provider, origins, public URL, CSP and webhooks, and say what to do')
    .option('--send', 'send a test event to every webhook endpoint')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action(async ({ send, json }: { send?: true; json?: true }) => {
      const findings = await examine(send ?? false);
      const status = worstOf(findings);
      if (json) printJson({ status, findings });
      else for (const finding of findings) printFinding(finding);
      if (status === 'failed') process.exitCode = 1;
    });
}

const EXAMPLES = `
It looks with the settings of its environment: run it with those of the server. It ends with 1 when something has failed.

Examples:
  billfold doctor
  billfold doctor --send
  billfold doctor --json`;

async function examine(send: boolean): Promise<Finding[]> {
  const settings = readSettingsOrSay();
  if ('check' in settings) return [settings];
  const publicUrl = settings.publicUrl ?? `http://localhost:${settings.port}`;
  return [
    ...(await examineDatabase(settings, publicUrl, send)),
    ...(settings.stripe ? await checkStripe(settings.stripe) : []),
    ...(await checkPublicUrl(publicUrl, await readVersion())),
  ];
}

function readSettingsOrSay(): Settings | Finding {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    return about('settings').failed('can not be used', error.message);
  }
}

async function examineDatabase(settings: Settings, publicUrl: string, send: boolean): Promise<Finding[]> {
  const found = about('database');
  let opened: OpenDatabase;
  try {
    opened = await openExisting(settings);
  } catch (error) {
    if (error instanceof Refused && error.cause instanceof DataDirectoryInUse)
      return [found.warning('embedded, and in use: nothing in it could be checked', error.message)];
    if (error instanceof CannotStart || error instanceof Refused)
      return [found.failed('can not be opened', error.message)];
    throw error;
  }
  const { kind, database, close } = opened;
  try {
    await contactDatabase(database);
    const findings = await checkDatabase(kind, database);
    // Of another version's schema nothing more can be told.
    if (worstOf(findings) === 'failed') return findings;
    const encryptionKey = await encryptionKeyOf(settings, kind);
    return [
      ...findings,
      ...(await checkProjects(database, await providerOf(settings), new Date())),
      ...(settings.stripe ? [await checkIntents(database, encryptionKey)] : []),
      ...(await checkWebhooks({ database, publicUrl, encryptionKey, send })),
    ];
  } catch (error) {
    if (error instanceof CannotStart) return [found.failed('can not be used', error.message)];
    throw error;
  } finally {
    await close();
  }
}

const encryptionKeyOf = async ({ encryptionKey, dataDir }: Settings, kind: OpenDatabase['kind']) =>
  encryptionKey ?? (kind === 'embedded' ? keyBesideDatabase(dataDir) : undefined);

const worstOf = (findings: Finding[]): Finding['status'] =>
  (['failed', 'warning'] as const).find((status) => findings.some((it) => it.status === status)) ?? 'ok';

function printFinding({ check, status, message, todo }: Finding): void {
  print(`${status.padEnd(8)} ${check}: ${message}`);
  if (todo !== null) print(`         → ${todo}`);
}
