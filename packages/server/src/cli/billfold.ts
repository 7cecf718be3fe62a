#!/usr/bin/env node
import { Command } from 'commander';
import { makeSecret } from '../access/secrets.js';
import { fail } from './fail.js';
import { SETTINGS_HELP } from './settingsHelp.js';

// A server that starts should not wait for the tools to be loaded.

const program = new Command('billfold')
  .description('The portal server, and the tools of whoever runs it.')
  .addHelpText('after', SETTINGS_HELP)
  .on('command:*', ([name]: string[]) => {
    process.stderr.write(`There is no command "${name}".\n\n${program.helpInformation()}`);
    process.exitCode = 1;
  });

program
  .command('serve')
  .description('start the portal server')
  .action(async () => void (await import('./serve.js')));

program
  .command('migrate')
  .description("bring the database to this version's schema")
  .option('--dry-run', 'say what that would do')
  .action(async () => void (await import('./migrate.js')));

program
  .command('key')
  .description('make a secret key, for BILLFOLD_SECRET_KEY')
  .option('--live', 'for real money; left out: it is for tests')
  .action(({ live }: { live?: true }) => {
    process.stdout.write(`${makeSecret(live ? 'sk_live' : 'sk_test')}\n`);
  });

if (!['serve', 'migrate', 'key'].includes(process.argv[2] ?? 'help')) {
  const { addTools } = await import('./addTools.js');
  addTools(program);
}

// Without a command, the help is what was asked for, and no mistake.
if (process.argv.length === 2) process.argv.push('help');
await program.parseAsync().catch(fail);
