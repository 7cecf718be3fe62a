import type { Customer, Scenario } from '@billfold/contract';
import { createPortal, migrate, openEmbedded, setUpProject, type Log, type Portal } from '@billfold/server';
import { createSandbox } from '@billfold/server/sandbox';
import { plainDocument } from './plainDocument.js';

/** A name that nothing listens to: whatever is fetched from it never leaves this tab. */
export const PORTAL_URL = 'https://billing.test';

/** The portal of this tab, as the merchant's backend sees it. */
export interface TabPortal {
  portal: Portal;
  /** One call of the merchant's API; rejects unless it succeeds. */
  call<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  /** The customer of a scenario, made when it is first asked for. */
  customerOf(scenario: Scenario): Promise<Customer>;
}

/** The log of this portal: a fault of the server is a fault of the page it runs in, and fails the story's test. */
const log: Log = {
  info() {},
  warn() {},
  error: ({ err, ...facts }: { err?: unknown }, message) =>
    reportError(new Error(`${message} ${JSON.stringify(facts)}`, { cause: err })),
};

let booting: Promise<TabPortal> | undefined;

/**
 * The true server over the sandbox, started once for all stories of this tab: PostgreSQL in WebAssembly, migrations,
 * a project in test mode. Nothing is mocked, so no story can show what the server would not answer.
 */
export function tabPortal(): Promise<TabPortal> {
  return (booting ??= boot());
}

async function boot(): Promise<TabPortal> {
  const { database } = await openEmbedded();
  await migrate(database);
  const { secretKey } = await setUpProject(database, {
    name: 'Storybook',
    testMode: true,
    returnOrigins: [location.origin],
    embedOrigins: [location.origin],
    branding: { displayName: 'Example app' },
    now: new Date(),
  });
  const portal = createPortal({
    database,
    provider: createSandbox({ renderDocument: plainDocument }),
    publicUrl: PORTAL_URL,
    log,
  });

  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await portal.fetch(
      new Request(PORTAL_URL + path, {
        method,
        headers: {
          Authorization: `Bearer ${secretKey}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
      }),
    );
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  const customers = new Map<Scenario, Promise<Customer>>();
  function customerOf(scenario: Scenario): Promise<Customer> {
    const known = customers.get(scenario) ?? call<Customer>('POST', '/v1/sandbox/scenarios', { scenario });
    customers.set(scenario, known);
    return known;
  }

  return { portal, call, customerOf };
}
