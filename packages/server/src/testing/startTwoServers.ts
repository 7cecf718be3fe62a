import type {
  CreatedPortalSession,
  PortalFeaturesInput,
  SandboxCatalogInput,
  Subscription,
} from '@billfold/contract';
import { makeSecret } from '../access/secrets.js';
import { setUpProject } from '../access/setUpProject.js';
import type { Database } from '../database/Database.js';
import { asCustomer, type TestCustomer } from './asCustomer.js';
import { openTestDatabase } from './openTestDatabase.js';
import { startServerProcess, type ServerProcess } from './startServerProcess.js';

/** Two server processes on one PostgreSQL: the embedded database has one connection, and would hide a race. */
export interface TwoServers {
  database: Database;
  servers: [ServerProcess, ServerProcess];
  /** What a third one would be started with. */
  settings: Record<string, string>;
  merchant<Result>(method: string, path: string, body?: object): Promise<Result>;
  /** Makes a customer with one subscription to a price, and opens a session whose requests go to the servers in turn. */
  subscribe(price: string, quantity?: number): Promise<Subscriber>;
  close(): Promise<void>;
}

/** Somebody with one subscription. */
export interface Subscriber extends TestCustomer {
  /** The id of their subscription. */
  of: string;
}

const team = (id: string, unitAmount: number, interval: 'month' | 'year') =>
  ({ id, unitAmount, currency: 'usd', scheme: 'per_seat', interval }) as const;

/** Two products by the month and by the year, a coupon and a code that can be had once. */
export const catalog: SandboxCatalogInput = {
  products: [
    {
      id: 'prod_team',
      name: 'Team',
      prices: [team('price_teamMonthly', 1_200, 'month'), team('price_teamYearly', 12_000, 'year')],
    },
    {
      id: 'prod_pro',
      name: 'Pro',
      prices: [team('price_proMonthly', 3_000, 'month'), team('price_proYearly', 30_000, 'year')],
    },
  ],
  coupons: [
    { id: 'save20', name: 'Twenty percent', percentOff: '20', duration: 'forever' },
    { id: 'half', name: 'Half', percentOff: '50', duration: 'once' },
  ],
  promotionCodes: [{ code: 'ONLYONE', coupon: 'half', maxRedemptions: 1 }],
};

export async function startTwoServers(features: PortalFeaturesInput): Promise<TwoServers> {
  const { database, url, close } = await openTestDatabase();
  if (url === null) throw new Error('This proof needs PostgreSQL.');
  const secretKey = makeSecret('sk_test');
  const now = new Date();
  await setUpProject(database, { name: 'Example App', testMode: true, secretKey, features, now });
  const settings = {
    BILLFOLD_DATABASE_URL: url,
    BILLFOLD_SECRET_KEY: secretKey,
    BILLFOLD_LOG_LEVEL: 'error',
  };
  const servers = await Promise.all([startServerProcess(settings), startServerProcess(settings)]);

  let turns = 0;
  const inTurn = (path: Request | string | URL, init?: RequestInit): Promise<Response> =>
    fetch(`${servers[(turns += 1) % 2]!.url}${path as string}`, init);
  const merchant = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
    const response = await inTurn(path, { method, headers, body: body ? JSON.stringify(body) : null });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return (await response.json()) as Result;
  };
  const createToken = async (customer: string) => {
    const session = await merchant<CreatedPortalSession>('POST', '/v1/portal/sessions', {
      customer,
      mode: 'embedded',
      embedOrigin: 'http://localhost:3000',
      ttlSeconds: 86_400,
    });
    return { token: session.token!, session: session.id, expiresAt: session.expiresAt };
  };
  await merchant('PUT', '/v1/sandbox/catalog', catalog);
  return {
    database,
    servers,
    settings,
    merchant,
    subscribe: async (price, quantity = 1) => {
      const { id: customer } = await merchant<{ id: string }>('POST', '/v1/customers', {});
      const wanted = { customer, price, quantity };
      const { id } = await merchant<Subscription>('POST', '/v1/sandbox/subscriptions', wanted);
      return { ...(await asCustomer({ fetch: inTurn, createToken }, customer)), of: id };
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await close();
    },
  };
}
