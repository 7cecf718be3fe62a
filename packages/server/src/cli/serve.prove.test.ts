import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { makeSecret } from '../access/secrets.js';
import { migrations } from '../database/migrations/index.js';
import { openTestDatabase } from '../testing/openTestDatabase.js';
import { startServerProcess, type RunningProgram } from '../testing/startServerProcess.js';

// Real processes on a real PostgreSQL, as they run in production. BILLFOLD_PROVE=full repeats what luck can hide.

const full = process.env['BILLFOLD_PROVE'] === 'full';
const secretKey = makeSecret('sk_test');

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function forThisTest<Program extends RunningProgram>(program: Program): Program {
  ending.unshift(program.kill);
  return program;
}

/** The address of a database of its own, and a connection to it beside the server's. */
async function ownDatabase(): Promise<{ url: string; admin: pg.Client }> {
  const { url, close } = await openTestDatabase();
  ending.push(close);
  return { url: url!, admin: await connection(url!) };
}

async function connection(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // It is cut off together with the server's connections, on purpose.
  client.on('error', () => {});
  await client.connect();
  ending.unshift(() => client.end().catch(() => {}));
  return client;
}

test('[S40, S53] five servers that start at once on an empty database migrate it once', async () => {
  for (let round = 0; round < (full ? 10 : 2); round++) {
    const { url, admin } = await ownDatabase();
    await admin.query('drop schema public cascade; create schema public');

    const servers = await Promise.all(
      Array.from({ length: 5 }, async () =>
        forThisTest(await startServerProcess({ BILLFOLD_DATABASE_URL: url })),
      ),
    );

    for (const server of servers) expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    const logs = servers.map((server) => server.output().stderr);
    const applied = logs.flatMap((log) =>
      logged(log, 'migrated the database').flatMap((entry) => entry['applied']),
    );
    expect(applied.toSorted()).toEqual(migrations.map((step) => step.name));
    expect(logs.filter((log) => log.includes('A secret key was made'))).toHaveLength(1);
    const { rows } = await admin.query(
      'select (select count(*) from projects) as projects, (select count(*) from secret_keys) as keys',
    );
    expect(rows).toEqual([{ projects: '1', keys: '1' }]);
    for (const end of ending.splice(0)) await end();
  }
});

test('[S54, S55] SIGTERM under load: whoever stops asking when /readyz says so loses not one request', async () => {
  const { url, admin } = await ownDatabase();
  let acknowledgedInAll = 0;
  for (let round = 0; round < (full ? 15 : 3); round++) {
    const server = forThisTest(
      await startServerProcess({ BILLFOLD_DATABASE_URL: url, BILLFOLD_SECRET_KEY: secretKey }),
    );
    const load = startLoad(server.url, { clients: 20, everyMs: 200 });
    await sleep(700 + Math.random() * 200);

    const asked = Date.now();
    server.process.kill('SIGTERM');
    // As a load balancer does.
    while (await isReady(server.url)) await sleep(100);
    const { outcomes, acknowledged } = await load.stop();
    expect(await server.exited).toBe(0);

    expect(Date.now() - asked).toBeLessThan(30_000);
    expect(outcomes).toEqual({ 201: acknowledged.length });
    // However slow the machine is: without requests there was nothing to lose.
    expect(acknowledged.length).toBeGreaterThan(0);
    acknowledgedInAll += acknowledged.length;
  }
  const { rows } = await admin.query<{ stored: number }>('select count(*)::integer as stored from customers');
  expect(rows).toEqual([{ stored: acknowledgedInAll }]);
});

test('[S49] the database crashes under load, again and again: the server lives, recovers, and loses no write', async () => {
  const { url, admin } = await ownDatabase();
  // The test cluster trades durability for speed. What is proven here needs it.
  await admin.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = on`);
  const server = forThisTest(
    await startServerProcess({ BILLFOLD_DATABASE_URL: url, BILLFOLD_SECRET_KEY: secretKey }),
  );
  const load = startLoad(server.url, { clients: 20, everyMs: 20 });

  for (let crash = 0; crash < (full ? 20 : 5); crash++) {
    await sleep(500 + Math.random() * 500);
    await crashDatabase(url);
    const crashed = Date.now();
    await expect.poll(() => isReady(server.url), { timeout: 10_000, interval: 50 }).toBe(true);
    expect(Date.now() - crashed).toBeLessThan(10_000);
  }

  await sleep(300);
  const { outcomes, acknowledged } = await load.stop();
  expect(server.process.exitCode).toBe(null);
  expect(Object.keys(outcomes).filter((outcome) => !['201', '503'].includes(outcome))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(100);
  const { rows } = await (
    await connection(url)
  ).query<{ reference: string }>('select reference from customers');
  const stored = new Set(rows.map((row) => row.reference));
  expect(acknowledged.filter((reference) => !stored.has(reference))).toEqual([]);
});

test('[S49] while the database is away requests are answered with 503, and /readyz says so', async () => {
  const { url } = await ownDatabase();
  const wire = await openWire(url);
  const server = forThisTest(
    await startServerProcess({ BILLFOLD_DATABASE_URL: wire.url, BILLFOLD_SECRET_KEY: secretKey }),
  );
  expect((await createCustomer(server.url, 'ref_before')).status).toBe(201);

  await wire.cut();
  const { status, retryAfter } = await createCustomer(server.url, 'ref_meanwhile');
  expect([status, retryAfter]).toEqual([503, '1']);
  expect(await isReady(server.url)).toBe(false);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

  await wire.mend();
  await expect.poll(() => isReady(server.url), { timeout: 10_000, interval: 50 }).toBe(true);
  expect((await createCustomer(server.url, 'ref_after')).status).toBe(201);
});

/** A way to the database that can be cut. */
async function openWire(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const wire = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  const address = wire.address() as AddressInfo;
  const cut = async () => {
    const closed = new Promise((resolve) => wire.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  ending.push(cut);
  return {
    url: url.replace(`:${port}/`, `:${address.port}/`),
    cut,
    mend: async () => {
      wire.listen(address.port, '127.0.0.1');
      await once(wire, 'listening');
    },
  };
}

/** Many clients that create customers, each one after the other. */
function startLoad(url: string, { clients, everyMs }: { clients: number; everyMs: number }) {
  let stopped = false;
  const outcomes: Record<string, number> = {};
  const acknowledged: string[] = [];
  const loops = Array.from({ length: clients }, async (_, client) => {
    for (let n = 0; !stopped; n++) {
      const reference = `ref_${client}_${n}_${Math.random()}`;
      const outcome = await createCustomer(url, reference).then(
        ({ status }) => String(status),
        (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.message,
      );
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome === '201') acknowledged.push(reference);
      await sleep(everyMs * (0.5 + Math.random()));
    }
  });
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(loops);
      return { outcomes, acknowledged };
    },
  };
}

async function createCustomer(url: string, reference: string) {
  const response = await fetch(`${url}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reference }),
  });
  await response.text();
  return { status: response.status, retryAfter: response.headers.get('retry-after') };
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/readyz`)).status === 200;
}

/** A process of PostgreSQL that is killed takes all others with it; then it recovers from its log, as after a power cut. */
async function crashDatabase(url: string): Promise<void> {
  const victim = await connection(url);
  const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
  const cutOff = new Promise((resolve) => victim.once('end', resolve));
  process.kill(rows[0]!.pid, 'SIGKILL');
  await cutOff;
}

function logged(log: string, message: string): Record<string, unknown>[] {
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  return lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((entry) => entry['msg'] === message);
}
