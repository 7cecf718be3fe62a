// The least that could preview and change a subscription: node:http and pg. A preview reads the three rows that a price is made
// of and writes down that it was given; a change updates the subscription and writes one event row, in one transaction. No
// sessions, versions, keys, rules, proration, invoice or audit.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL']!, max: 20 });

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () =>
  process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('SIGTERM', () => process.exit(0));

async function answer(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const customer = request.headers['x-customer'] as string;
  const [, subscription, action] = /\/subscriptions\/(\w+)\/(\w+)$/.exec(request.url!)!;
  const client = await pool.connect();
  try {
    await client.query('begin');
    const answered = await (action === 'preview'
      ? preview(client, customer, subscription!, JSON.parse(body) as { quantity: number })
      : change(client, customer, subscription!));
    await client.query('commit');
    return answered;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function preview(
  client: pg.PoolClient,
  customer: string,
  subscription: string,
  { quantity }: { quantity: number },
): Promise<unknown> {
  const { rows } = await client.query<{ version: number }>({
    name: 'preview',
    text: `select s.*, p.*, c.balance from sandbox_subscriptions s
      join sandbox_prices p on p.project_id = s.project_id and p.id = s.price_id
      join sandbox_customers c on c.project_id = s.project_id and c.customer_id = s.customer_id
      where s.project_id = 'proj_default' and s.customer_id = $1 and s.id = $2`,
    values: [customer, subscription],
  });
  const id = `qt_${randomBytes(11).toString('hex')}`;
  await client.query({
    name: 'quote',
    text: `insert into quotes (project_id, customer_id, id, subscription_id, subscription_version, change, due_now, created_at, expires_at)
      values ('proj_default', $1, $2, $3, $4, $5, 0, now(), now() + interval '15 minutes')`,
    values: [customer, id, subscription, rows[0]!.version, JSON.stringify({ quantity })],
  });
  return { id, subscriptionVersion: rows[0]!.version, quantity };
}

async function change(client: pg.PoolClient, customer: string, subscription: string): Promise<unknown> {
  const { rows } = await client.query<object>({
    name: 'change',
    text: `update sandbox_subscriptions set quantity = quantity + 1, version = version + 1
      where project_id = 'proj_default' and customer_id = $1 and id = $2 returning *`,
    values: [customer, subscription],
  });
  await client.query({
    name: 'event',
    text: `insert into events (project_id, id, type, customer_id, data, at)
      values ('proj_default', $1, 'customer.subscription.updated', $2, $3, now())`,
    values: [
      `evt_${randomBytes(11).toString('hex')}`,
      customer,
      JSON.stringify({ object: rows[0] }, (_, value: unknown) =>
        typeof value === 'bigint' ? Number(value) : value,
      ),
    ],
  });
  return { subscription: rows[0] };
}
