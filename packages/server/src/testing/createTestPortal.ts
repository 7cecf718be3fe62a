import * as v from 'valibot';
import {
  PortalConfigurationSettings,
  type CreatedPortalSession,
  type Customer,
  type InputOf,
  type PortalFeaturesInput,
  type Scenario,
  type createPortalSession,
} from '@billfold/contract';
import type { RateLimits } from '../access/rateLimits.js';
import { makeEncryptionKey } from '../access/secretBox.js';
import { setUpProject, type ProjectSetup } from '../access/setUpProject.js';
import type { FetchLogo } from '../branding/FetchLogo.js';
import { saveConfiguration } from '../configurations/saveConfiguration.js';
import { createPortal } from '../createPortal.js';
import type { Database } from '../database/Database.js';
import type { HostedPage } from '../http/hostedPage.js';
import type { Log } from '../http/router.js';
import type { Provider } from '../provider/Provider.js';
import type { CheckPlanChange } from '../rules/checkPlanChange.js';
import { createSandbox } from '../providers/sandbox/index.js';
import type { RenderDocument } from '../providers/sandbox/documents.js';
import { checkResponse } from './checkResponse.js';
import { openTestDatabase } from './openTestDatabase.js';

/** What a test may want to be otherwise. */
export interface TestPortalOptions {
  /** Where the clock stands at first; it moves only by `clock.set`. @default 2026-11-20T09:00:00Z */
  now?: Date;
  /** Wraps the provider, to count its calls or to make them fail. */
  provider?: (sandbox: Provider) => Provider;
  renderDocument?: RenderDocument;
  checkPlanChange?: CheckPlanChange;
  project?: Partial<ProjectSetup>;
  hostedPage?: HostedPage;
  /** Where the page for test payment methods is served; without it sessions tell of none. */
  fieldsUrl?: string;
  /** Gets logos; without it only images themselves are taken. */
  fetchLogo?: FetchLogo;
  log?: Log;
  /** @default nothing is limited */
  rateLimits?: RateLimits;
  /** How long a provider elsewhere may take for one request. */
  providerTimeoutMs?: number;
}

type SessionOptions = Partial<InputOf<typeof createPortalSession>>;

/** The real portal over the sandbox, on a database of its own: a function from request to response. */
export interface TestPortal {
  /** Address that requests are made for. Nothing listens there. */
  url: string;
  /** As `globalThis.fetch`, answered by this portal. Every answer is held against the contract. */
  fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** The same for a client at an address; `fetch` is nowhere. */
  fetchFrom: (ip: string) => TestPortal['fetch'];
  /** Looks into what the provider has sent word of. */
  settleNotices(signal?: AbortSignal): Promise<number>;
  secretKey: string;
  project: string;
  database: Database;
  provider: Provider;
  /** What signing secrets of webhooks are kept by. */
  encryptionKey: string;
  clock: { now(): Date; set(date: Date): void };
  /** Sends a request with the secret key and returns the JSON; throws on anything but a success. */
  merchant<Result>(method: string, path: string, body?: unknown): Promise<Result>;
  /** Sets what the portal lets its customers do; what is left out is as the defaults say. */
  configure(features: PortalFeaturesInput): Promise<void>;
  /** Makes a customer in a named state. */
  createScenario(name: Scenario): Promise<Customer>;
  /** Makes an embedded session for the origin `https://app.test`. */
  createToken(
    customer: string,
    options?: SessionOptions,
  ): Promise<{ token: string; session: string; expiresAt: string }>;
  /** Makes a link to the hosted page. */
  createLink(
    customer: string,
    options?: SessionOptions,
  ): Promise<{ url: string; code: string; session: string }>;
  close(): Promise<void>;
}

const URL_OF_PORTAL = 'https://billing.test';

/** Opens a portal for a test. Close it when the test is done. */
export async function createTestPortal(options: TestPortalOptions = {}): Promise<TestPortal> {
  const { database, close } = await openTestDatabase();
  let now = options.now ?? new Date('2026-11-20T09:00:00.000Z');
  const clock = { now: () => now, set: (date: Date) => void (now = date) };
  const sandbox = createSandbox({ renderDocument: options.renderDocument, fieldsUrl: options.fieldsUrl });
  const provider = options.provider?.(sandbox) ?? sandbox;
  const { project, secretKey } = await setUpProject(database, {
    name: 'Example App',
    testMode: true,
    returnOrigins: ['https://app.test'],
    embedOrigins: ['https://app.test'],
    now,
    ...options.project,
  });
  await sandbox.advanceTo({ database, now }, project, now);
  const encryptionKey = makeEncryptionKey();
  const portal = createPortal({
    database,
    provider,
    publicUrl: URL_OF_PORTAL,
    encryptionKey,
    clock: clock.now,
    checkPlanChange: options.checkPlanChange,
    fetchLogo: options.fetchLogo,
    rateLimits: options.rateLimits,
    ...(options.hostedPage && { hostedPage: options.hostedPage }),
    ...(options.log && { log: options.log }),
    ...(options.providerTimeoutMs && { providerTimeoutMs: options.providerTimeoutMs }),
  });

  const fetchBy =
    (connection?: { ip: string }): TestPortal['fetch'] =>
    async (input, init) => {
      const request = new Request(input instanceof Request ? input : new URL(input, URL_OF_PORTAL), init);
      const { method, url } = request;
      const response = await portal.fetch(request, connection);
      await checkResponse(method, url, response);
      return response;
    };
  const fetch = fetchBy();
  const key = options.project?.secretKey ?? secretKey!;
  const merchant = async <Result>(method: string, path: string, body?: unknown): Promise<Result> => {
    const response = await fetch(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Result;
  };
  const createSession = (body: object) => merchant<CreatedPortalSession>('POST', '/v1/portal/sessions', body);

  return {
    url: URL_OF_PORTAL,
    fetch,
    fetchFrom: (ip) => fetchBy({ ip }),
    settleNotices: (signal) => portal.settleNotices(signal),
    secretKey: key,
    project,
    database,
    provider,
    encryptionKey,
    clock,
    merchant,
    configure: async (features) => {
      // As the API would, but for its rules: a test may want what no merchant gets.
      const settings = v.parse(PortalConfigurationSettings, { features });
      await database.transaction((tx) =>
        saveConfiguration({ database: tx, now }, { project, id: 'default', by: 'server' }, settings),
      );
    },
    createScenario: (scenario) => merchant<Customer>('POST', '/v1/sandbox/scenarios', { scenario }),
    createToken: async (customer, more) => {
      const session = await createSession({
        customer,
        mode: 'embedded',
        embedOrigin: 'https://app.test',
        ...more,
      });
      return { token: session.token!, session: session.id, expiresAt: session.expiresAt };
    },
    createLink: async (customer, more) => {
      const session = await createSession({ customer, returnUrl: 'https://app.test/settings', ...more });
      return { url: session.url!, code: session.url!.split('#')[1]!, session: session.id };
    },
    close,
  };
}
