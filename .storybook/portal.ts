import type { Customer, PortalFeaturesInput, Scenario } from '@billfold/contract';
import {
  createPortal,
  migrate,
  openEmbedded,
  setUpProject,
  type CheckPlanChange,
  type Log,
  type Portal,
} from '@billfold/server';
import { createSandbox } from '@billfold/server/sandbox';
import { plainDocument } from './plainDocument.js';

/** A name that nothing listens to: whatever is fetched from it never leaves this tab. */
export const PORTAL_URL = 'https://billing.test';

/** Where the card page is served beside the stories; see scripts/serveFieldsPage.ts. */
const FIELDS_URL = `http://fields.localhost:${location.port}/billfold-fields/`;

/** The portal of this tab, as the merchant's backend sees it. */
export interface TabPortal {
  portal: Portal;
  /** One call of the merchant's API; rejects unless it succeeds. */
  call<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  /** The customer of a scenario, made when it is first asked for. Shared: give a story that changes them one of its own. */
  customerOf(scenario: Scenario): Promise<Customer>;
  /** A customer in a scenario whom nobody else has. */
  createCustomer(scenario: Scenario): Promise<Customer>;
}

/** Everything on, so that every control is there to be seen. */
const features: PortalFeaturesInput = {
  subscriptionCancel: { retention: { offerCoupon: 'save20' } },
  subscriptionPause: { enabled: true },
};

/** A rule of an app: Starter has room for one. */
const checkPlanChange: CheckPlanChange = ({ product, subscription }) => ({
  blockers:
    product.name === 'Starter' && subscription.quantity > 1
      ? [`Starter has one seat, and you use ${subscription.quantity}. Remove members first.`]
      : [],
});

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
    features,
    now: new Date(),
  });
  const portal = createPortal({
    database,
    provider: createSandbox({ renderDocument: plainDocument, fieldsUrl: FIELDS_URL }),
    publicUrl: PORTAL_URL,
    checkPlanChange,
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

  const createCustomer = (scenario: Scenario) =>
    call<Customer>('POST', '/v1/sandbox/scenarios', { scenario });

  const customers = new Map<Scenario, Promise<Customer>>();
  function customerOf(scenario: Scenario): Promise<Customer> {
    const known = customers.get(scenario) ?? createCustomer(scenario);
    customers.set(scenario, known);
    return known;
  }

  return { portal, call, customerOf, createCustomer };
}
