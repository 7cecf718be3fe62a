// What the portal costs over a bare handler that does the same SQL: requests per second of both, in turn, and their ratio.
// Absolute figures belong to the machine and its neighbours; the ratio of one run is what can be compared.
//   bench/server.ts            at 100 and at 1,000,000 invoices
//   bench/server.ts --quick    a short run, to see that the bench works
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { startPostgres } from '../scripts/ensurePostgres.js';
import { seed, type Seeded } from './server/seed.js';

const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 1 : 5;
const SECONDS = quick ? 1 : 4;
const EXCHANGES = quick ? 500 : 4_000;
const CONNECTIONS = 32;

interface Figures {
  /** Requests per second, one per round. */
  bare: number[];
  billfold: number[];
}

const postgres = await startPostgres();
try {
  console.log(
    `\nServer on PostgreSQL, ${CONNECTIONS} connections, ${ROUNDS} rounds in turn, load from another process`,
  );
  for (const invoices of quick ? [100, 10_000] : [100, 1_000_000]) await measureAt(invoices);
} finally {
  await postgres.stop();
}

async function measureAt(invoices: number): Promise<void> {
  const seeded = await seed(postgres.url, { invoices, links: 2 * (EXCHANGES * ROUNDS + 2_000) });
  const servers = await Promise.all([start('bareServer', seeded), start('billfoldServer', seeded)]);
  const [bare, billfold] = servers.map((server) => server.url) as [string, string];
  try {
    const list = { path: '/portal/v1/invoices', headers: { authorization: `Bearer ${seeded.token}` } };
    await alternate(
      bare,
      billfold,
      (url) => load({ url: url + list.path, headers: list.headers, duration: 1 }),
      1,
    );
    const pages = await alternate(bare, billfold, (url) =>
      load({ url: url + list.path, headers: list.headers, duration: SECONDS }),
    );
    report(`GET /portal/v1/invoices, ${invoices.toLocaleString('en')} invoices`, pages);

    let next = 0;
    const exchange = (url: string) =>
      load({
        url: `${url}/portal/v1/session/exchange`,
        method: 'POST',
        amount: EXCHANGES,
        requests: [
          {
            headers: { 'content-type': 'application/json' },
            setupRequest: (request) => ({ ...request, body: JSON.stringify({ code: seeded.codes[next++] }) }),
          },
        ],
      });
    report(
      `POST /portal/v1/session/exchange, ${invoices.toLocaleString('en')} invoices`,
      await alternate(bare, billfold, exchange),
    );
  } finally {
    for (const { process: child } of servers) {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
  }
}

async function start(program: string, seeded: Seeded): Promise<{ process: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(new URL(`server/${program}.ts`, import.meta.url)), {
    env: {
      ...process.env,
      DATABASE_URL: seeded.url,
      PORTAL_TOKEN: seeded.token,
      LINK_CODE: seeded.codes.pop()!,
      BILLFOLD_LOG_LEVEL: 'error',
    },
  });
  const [url] = (await once(child, 'message')) as [string];
  return { process: child, url };
}

/** One after the other, round by round, so that a change of the machine's speed meets both. */
async function alternate(
  bare: string,
  billfold: string,
  measure: (url: string) => Promise<number>,
  rounds = ROUNDS,
): Promise<Figures> {
  const figures: Figures = { bare: [], billfold: [] };
  for (let round = 0; round < rounds; round++) {
    figures.bare.push(await measure(bare));
    figures.billfold.push(await measure(billfold));
  }
  return figures;
}

async function load(options: autocannon.Options): Promise<number> {
  const result = await autocannon({ connections: CONNECTIONS, ...options });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${options.url} failed ${result.non2xx + result.errors} times`);
  return result['2xx'] / result.duration;
}

function report(what: string, { bare, billfold }: Figures): void {
  const ratios = billfold.map((figure, round) => figure / bare[round]!);
  const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  console.log(`  ${what}`);
  console.log(
    `    bare ${median(bare).toFixed(0)}/s   Billfold ${median(billfold).toFixed(0)}/s   ratio ${median(ratios).toFixed(2)} (${spread})`,
  );
}

function median(figures: number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]!;
}
