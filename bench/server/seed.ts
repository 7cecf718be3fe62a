import pg from 'pg';
import type { CreatedPortalSession, Customer } from '@billfold/contract';
import { createPortal, migrate, setUpProject, type Database } from '@billfold/server';
import { openDatabase } from '@billfold/server/node';
import { createSandbox } from '@billfold/server/sandbox';
import { hashSecret, makeId, makeSecret } from '../../packages/server/src/access/secrets.js';
import { multiplyInvoices } from '../../packages/server/src/testing/multiplyInvoices.js';

/** A database with invoices, a session to read them and links to redeem. */
export interface Seeded {
  url: string;
  token: string;
  codes: string[];
}

/** Makes a database in which one customer has so many invoices: the first computed by the sandbox, the others copied. */
export async function seed(
  server: string,
  { invoices, links }: { invoices: number; links: number },
): Promise<Seeded> {
  const name = `billfold_bench_${invoices}`;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await withClient(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  const { token, customer, project } = await seedCustomer(url, invoices);
  const codes = await withClient(url, async (client) => {
    const made = await insertLinks(client, project, customer, links);
    await client.query('vacuum analyze');
    return made;
  });
  return { url, token, codes };
}

async function seedCustomer(
  url: string,
  invoices: number,
): Promise<{ token: string; customer: string; project: string }> {
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
  const customer = await post<Customer>('/v1/sandbox/scenarios', { scenario: 'active' });
  const session = await post<CreatedPortalSession>('/v1/portal/sessions', {
    customer: customer.id,
    mode: 'embedded',
    embedOrigin: 'http://localhost',
    ttlSeconds: 86_400,
  });
  await multiplyInvoices(database, customer.id, invoices - (await countInvoices(database)));
  await close();
  return { token: session.token!, customer: customer.id, project };
}

async function countInvoices(database: Database): Promise<number> {
  const { rows } = (await database.execute(
    'select count(*)::int as count from sandbox_invoices',
  )) as unknown as {
    rows: { count: number }[];
  };
  return rows[0]!.count;
}

async function insertLinks(
  client: pg.Client,
  project: string,
  customer: string,
  links: number,
): Promise<string[]> {
  const codes = Array.from({ length: links }, () => makeSecret('lc'));
  const hashes = codes.map((code) => hashSecret(code));
  await client.query(
    `insert into portal_sessions (project_id, id, customer_id, mode, configuration, capabilities, key_id, link_hash, created_at, expires_at)
     select $1, link.id, $2, 'hosted', 'default', '["invoices:read"]', key.id, hash, now(), now() + interval '1 day'
     from (select id from secret_keys limit 1) key, unnest($3::text[], $4::text[]) as link (id, hash)`,
    [project, customer, codes.map(() => makeId('bps')), hashes],
  );
  return codes;
}

async function withClient<Result>(
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
