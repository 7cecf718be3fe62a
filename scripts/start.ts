// `npm start`: the example app with its own portal server, sandbox and data, ready to be clicked through.
import { buildExample, buildFieldsPage, buildHostedPage } from './buildPages.js';
import { freePort } from './freePort.js';
import { say } from './progress.mjs';
import { runSource } from './sources.js';

const PORTAL_PORT = 8787;
const APP_PORT = 5173;

try {
  const portal = await choosePort('PORT', PORTAL_PORT);
  // Beside the portal's, as the server itself would choose it, but the next one where that is taken.
  const fields = await choosePort('BILLFOLD_FIELDS_PORT', Number(portal) + 1);
  const app = await choosePort('APP_PORT', APP_PORT);
  await buildHostedPage();
  await buildFieldsPage();
  await buildExample();
  await runSource('examples/settings-page/server/main.ts', [], {
    PORT: portal,
    BILLFOLD_FIELDS_PORT: fields,
    APP_PORT: app,
  });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** A port that somebody asked for is that port or an error; the usual one gives way to the next that is free. */
async function choosePort(variable: string, usual: number): Promise<string> {
  const asked = process.env[variable];
  if (asked) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`${variable} must be a port number; it is "${asked}".`);
    if ((await freePort(port)) !== port)
      throw new Error(`Port ${port} (${variable}) is in use. Choose another one.`);
    return asked;
  }
  const port = await freePort(usual);
  if (port !== usual) say(`Port ${usual} is in use, so ${port} is used instead (${variable} chooses one).`);
  return String(port);
}
