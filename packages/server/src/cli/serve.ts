import { createLog } from '../node/log.js';
import { readSettings } from '../node/readSettings.js';
import { startServer } from '../node/startServer.js';
import { fail } from './fail.js';

// `billfold serve`: the portal server, set up by environment variables. Standard output gets one line of JSON when it
// listens and nothing else; the log goes to standard error.

/** A load balancer that asks `/readyz` every second notices within this time. */
const NOTICED_MS = 1_500;

try {
  const settings = readSettings(process.env);
  const log = createLog(settings.logLevel);
  const { url, database, provider, version, secretKey, close } = await startServer({ ...settings, log });

  // Before anybody is told that it listens: whoever is told may want it to stop.
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, 'stopping');
      // Ctrl+C comes from a person, who waits for no load balancer.
      close({ keepAcceptingMs: signal === 'SIGTERM' ? NOTICED_MS : 0 }).then(() => {
        log.info({}, 'stopped');
        process.exit(0);
      }, fail);
    });
  }

  if (secretKey && !settings.secretKey) {
    process.stderr.write(
      `A secret key was made for the default project. Keep it, it is shown only now: ${secretKey}\n` +
        `(Set BILLFOLD_SECRET_KEY to bring your own.)\n`,
    );
  }
  process.stdout.write(`${JSON.stringify({ url, database, provider, version })}\n`);
} catch (error) {
  fail(error);
}
