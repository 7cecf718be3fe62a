import pg from 'pg';
import type { CreatedPortalSession, Customer, Subscription } from '@billfold/contract';
import { createPortal, migrate, setUpProject } from '@billfold/server';
import { openDatabase } from '@billfold/server/node';
import { createSandbox } from '@billfold/server/sandbox';
import { hashSecret, makeSecret } from '../../packages/server/src/access/secrets.js';

/** Somebody who is going to change their seats. */
export interface Subscriber {
  customer: string;
  subscription: string;
  token: string;
}

/** Everything that one customer is made of, and what must differ from copy to copy; `n` counts them. */
const TABLES: Record<string, Record<string, string>> = {
  customers: { id: `'cus_bench' || n` },
  sandbox_customers: { customer_id: `'cus_bench' || n`, invoice_prefix: `'BENCH' || n` },
  sandbox_payment_methods: { customer_id: `'cus_bench' || n` },
  sandbox_subscriptions: { customer_id: `'cus_bench' || n`, id: `'sub_bench' || n` },
  sandbox_invoices: { customer_id: `'cus_bench' || n`, subscription_id: `'sub_bench' || n` },
};

/** How many are copied by one statement. */
const CHUNK = 50_000;

/** Makes a database with so many customers with a subscription each: the first by the sandbox, the others copied. */
export async function seed(
  server: string,
  { customers, subscribers }: { customers: number; subscribers: number },
): Promise<{ url: string; price: string; subscribers: Subscriber[] }> {
  const name = `billfold_bench_${customers}_customers`;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await withClient(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  const { customer, price } = await seedCustomer(url);
  return withClient(url, async (client) => {
    for (const [table, differing] of Object.entries(TABLES)) {
      for (let from = 1; from <= customers; from += CHUNK) {
        await copy(client, table, differing, customer, [from, Math.min(from + CHUNK - 1, customers)]);
      }
    }
    // Spread over all of them, so that no page of the database has two.
    const chosen = Array.from(
      { length: subscribers },
      (_, n) => 1 + Math.floor((n * customers) / subscribers),
    );
    const tokens = chosen.map(() => makeSecret('pt'));
    await openSessions(client, customer, chosen, tokens);
    await client.query('vacuum analyze');
    return {
      url,
      price,
      subscribers: chosen.map((n, at) => ({
        customer: `cus_bench${n}`,
        subscription: `sub_bench${n}`,
        token: tokens[at]!,
      })),
    };
  });
}

async function seedCustomer(url: string): Promise<{ customer: string; price: string }> {
  const { database, close } = await openDatabase({ databaseUrl: url });
  await migrate(database);
  const now = new Date();
  const { project, secretKey } = await setUpProject(database, { name: 'Example App', testMode: true, now });
  const provider = createSandbox({});
  await provider.advanceTo({ database, now }, project, now);
  const portal = createPortal({ database, provider, publicUrl: 'http://localhost' });
  const post = async <Result>(path: string, body: object): Promise<Result> => {
    const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
    const response = await portal.fetch(
      new Request(`http://localhost${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Result;
  };
  // The scenario brings a catalogue along, as wide as the demo's.
  await post('/v1/sandbox/scenarios', { scenario: 'seats' });
  const { id: customer } = await post<Customer>('/v1/customers', { reference: null });
  const { rows } = (await database.execute(
    `select id from sandbox_prices where scheme = 'per_seat' and currency = 'usd' and interval = 'month' limit 1`,
  )) as unknown as { rows: { id: string }[] };
  const price = rows[0]!.id;
  await post<Subscription>('/v1/sandbox/subscriptions', { customer, price, quantity: 5 });
  // A session of its own, for the copies to be made of.
  await post<CreatedPortalSession>('/v1/portal/sessions', {
    customer,
    mode: 'embedded',
    embedOrigin: 'http://localhost',
    ttlSeconds: 86_400,
  });
  await close();
  return { customer, price };
}

async function copy(
  client: pg.Client,
  table: string,
  differing: Record<string, string>,
  customer: string,
  range: [from: number, to: number],
): Promise<void> {
  const columns = await columnsOf(client, table);
  const values = columns.map((column) => differing[column] ?? `r.${column}`);
  const owner = columns.includes('customer_id') ? 'customer_id' : 'id';
  await client.query(
    `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}
     from (select * from ${table} where ${owner} = $1 limit 1) r, generate_series($2::int, $3::int) n`,
    [customer, ...range],
  );
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  return rows.map((row) => row.column_name);
}

async function openSessions(
  client: pg.Client,
  customer: string,
  chosen: readonly number[],
  tokens: readonly string[],
): Promise<void> {
  const differing: Record<string, string> = {
    customer_id: `'cus_bench' || n`,
    id: `'bps_bench' || n`,
    credential_hash: 'hash',
  };
  const columns = await columnsOf(client, 'portal_sessions');
  const values = columns.map((column) => differing[column] ?? `r.${column}`);
  await client.query(
    `insert into portal_sessions (${columns.join(', ')}) select ${values.join(', ')}
     from (select * from portal_sessions where customer_id = $1 limit 1) r, unnest($2::int[], $3::text[]) as made (n, hash)`,
    [customer, chosen, tokens.map((token) => hashSecret(token))],
  );
}

export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
