#!/usr/bin/env node
import { makeSecret } from '../access/secrets.js';

const HELP = `billfold <command>

  serve               start the portal server
  migrate             bring the database to this version's schema
  migrate --dry-run   say what that would do
  key                 make a secret key, for BILLFOLD_SECRET_KEY
  help                show this

Settings are environment variables:

  PORT                     8787
  BILLFOLD_HOST            127.0.0.1; 0.0.0.0 to be reached from other machines
  BILLFOLD_PUBLIC_URL      http://localhost and the port
  BILLFOLD_FIELDS_PORT     one more than PORT; where the page for test payment methods listens
  BILLFOLD_FIELDS_URL      http://localhost and that port; another origin than BILLFOLD_PUBLIC_URL
  BILLFOLD_DATABASE_URL    postgres://user:password@host:5432/database; unset: an embedded database
  BILLFOLD_DATA_DIR        .billfold, where the embedded database lives
  BILLFOLD_PROVIDER        sandbox
  BILLFOLD_SANDBOX_DATA    a JSON file with the sandbox's catalogue and customers
  BILLFOLD_SECRET_KEY      made at the first start, and printed once
  BILLFOLD_RETURN_ORIGINS  origins that customers may return to, separated by commas; localhost is always allowed
  BILLFOLD_EMBED_ORIGINS   origins whose pages may embed the portal, separated by commas; so is localhost
  BILLFOLD_TRUSTED_PROXIES addresses of the proxies in front, 10.0.0.0/8, separated by commas; they name who asks
  BILLFOLD_RATE_LIMITS     on; off where something in front limits requests
  BILLFOLD_LOG_LEVEL       info (trace, debug, info, warn, error, silent)
`;

const command = process.argv[2] ?? 'help';

switch (command) {
  case 'serve':
    await import('./serve.js');
    break;
  case 'migrate':
    await import('./migrate.js');
    break;
  case 'key':
    process.stdout.write(`${makeSecret('sk_test')}\n`);
    break;
  case 'help':
  case '--help':
  case '-h':
    process.stdout.write(HELP);
    break;
  default:
    process.stderr.write(`There is no command "${command}".\n\n${HELP}`);
    process.exitCode = 1;
}
