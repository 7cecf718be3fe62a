import pg from 'pg';
import type { CreatedPortalSession, Customer } from '@billfold/contract';
import { createPortal, migrate, setUpProject } from '@billfold/server';
import { openDatabase } from '@billfold/server/node';
import { createSandbox } from '@billfold/server/sandbox';
import { hashSecret, makeId, makeSecret } from '../../packages/server/src/access/secrets.js';

/** A database with invoices, a session to read them and links to redeem. */
export interface Seeded {
  url: string;
  token: string;
  codes: string[];
}

const PER_CUSTOMER = 100;

/** Makes a database with so many invoices: one customer's computed by the sandbox, the others' copied from them. */
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
  const { token, customer, project } = await seedCustomer(url);
  const codes = await withClient(url, async (client) => {
    await copyInvoices(client, project, customer, invoices);
    const made = await insertLinks(client, project, customer, links);
    await client.query('vacuum analyze');
    return made;
  });
  return { url, token, codes };
}

async function seedCustomer(url: string): Promise<{ token: string; customer: string; project: string }> {
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
  await close();
  return { token: session.token!, customer: customer.id, project };
}

/** Brings every customer to the same number of invoices, and makes as many customers as it takes. */
async function copyInvoices(
  client: pg.Client,
  project: string,
  customer: string,
  invoices: number,
): Promise<void> {
  const others = Math.max(0, Math.ceil(invoices / PER_CUSTOMER) - 1);
  await client.query(
    `insert into customers (project_id, id, created_at) select $1, 'cus_bench' || n, now() from generate_series(1, $2::int) n`,
    [project, others],
  );
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_name = 'sandbox_invoices' order by ordinal_position`,
  );
  const columns = rows.map((row) => row.column_name);
  const copied: Record<string, string> = {
    customer_id: 'owner.id',
    id: `'in_' || substr(md5(owner.id || n), 1, 22)`,
    number: `'BENCH-' || lpad(n::text, 6, '0')`,
    issued_at: `template.issued_at - make_interval(hours => n)`,
  };
  await client.query(
    `insert into sandbox_invoices (${columns.join()})
     select ${columns.map((column) => copied[column] ?? `template.${column}`).join()}
     from (select id from customers where project_id = $1) owner
       cross join generate_series(1, $3::int) n
       cross join (select * from sandbox_invoices where project_id = $1 and customer_id = $2 order by issued_at limit 1) template
     where owner.id <> $2 or n > (select count(*) from sandbox_invoices where project_id = $1 and customer_id = $2)`,
    [project, customer, PER_CUSTOMER],
  );
}

async function insertLinks(
  client: pg.Client,
  project: string,
  customer: string,
  links: number,
): Promise<string[]> {
  const codes = Array.from({ length: links }, () => makeSecret('lc'));
  const hashes = await Promise.all(codes.map((code) => hashSecret(code)));
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
