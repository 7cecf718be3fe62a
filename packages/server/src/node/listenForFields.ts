import { CannotStart } from '../CannotStart.js';
import type { Database } from '../database/Database.js';
import type { BuiltPage } from '../http/builtPage.js';
import { fieldsSite } from '../http/fieldsPage.js';
import type { Log } from '../http/router.js';
import { listen, type Listener } from './listen.js';
import { readFieldsPage } from './readFieldsPage.js';
import { isThisMachine, type Settings } from './readSettings.js';

/** The second site of a server, which has taken its port. */
export interface ListeningFields {
  /** Where browsers reach it. */
  url: string;
  listener: Listener;
  /** From now on the page is served. */
  open(database: Database): void;
}

/**
 * Takes a port for the page that test payment methods are entered in. It needs an origin of its own, so that the pages
 * around it can not read what is entered.
 *
 * @returns null where there is no such page, or no address for it; the log says why, and nothing can be put on file.
 * @throws CannotStart when the port can not be had, or the address is the portal's own.
 */
export async function listenForFields(
  settings: Pick<Settings, 'host' | 'port' | 'fieldsPort' | 'fieldsUrl'> & { fieldsPage?: BuiltPage },
  publicUrl: string,
  log: Log,
): Promise<ListeningFields | null> {
  const without = (reason: string) => {
    log.warn({}, `${reason}, so no payment methods can be entered`);
    return null;
  };
  if (settings.fieldsUrl === publicUrl) {
    throw new CannotStart(
      `BILLFOLD_FIELDS_URL must be another origin than the portal's: what is entered there must stay out of its reach. ` +
        `Another port or another name of the same machine is enough; both are "${publicUrl}".`,
    );
  }
  const page = settings.fieldsPage ?? (await readFieldsPage());
  if (!page) return without('the page for test payment methods has not been built');
  // Others can not follow an address of this machine, and which one leads here from outside is not to be guessed.
  if (settings.fieldsUrl === undefined && !isThisMachine(new URL(publicUrl)))
    return without('BILLFOLD_PUBLIC_URL is set and BILLFOLD_FIELDS_URL is not');

  const { host } = settings;
  const port = settings.fieldsPort ?? portBeside(settings.port);
  const listener = await listen({ host, port, variable: 'BILLFOLD_FIELDS_PORT' });
  const url = settings.fieldsUrl ?? `http://localhost:${listener.port}`;
  return {
    url,
    listener,
    open: (database) =>
      listener.open(fieldsSite({ page, fieldsUrl: url, database, publicUrl, clock: () => new Date() })),
  };
}

function portBeside(port: number): number {
  if (port === 0) return 0;
  if (port < 65_535) return port + 1;
  throw new CannotStart('BILLFOLD_FIELDS_PORT must be set where PORT is 65535: there is no port beside it.');
}
