// What it costs to preview a change of seats and to make it, over a bare handler that does the least: an update and an event
// row. Time per call at so many customers that wait for their answers, in turn with the bare handler, and the statements
// behind it.
//   bench/changes.ts            among 10 and among 1,000,000 customers
//   bench/changes.ts --quick    a short run, to see that the bench works
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres } from '../scripts/ensurePostgres.js';
import { seed, type Subscriber } from './changes/seed.js';
import { recordStatements, type Statement } from './server/recordStatements.js';

const quick = process.argv.includes('--quick');
const SIZES = quick ? [10, 1_000] : [10, 1_000_000];
const ROUNDS = quick ? 1 : 5;
const CHANGES_A_ROUND = quick ? 64 : 800;
// As many as there can be among ten, where the bare handler has customers of its own.
const WAITING = 4;

type Call = 'preview' | 'change';
/** Milliseconds of every call. */
type Times = Record<Call, number[]>;

/** How many seats a subscription has, by the address at which it was changed: every change adds one. */
const seatsOf = new Map<string, number>();

const postgres = await startPostgres();
const medians: Record<Call, number[]> = { preview: [], change: [] };
try {
  console.log(
    `\nChanges of seats on PostgreSQL, ${WAITING} customers at a time, ${ROUNDS} rounds of ${CHANGES_A_ROUND} in turn`,
  );
  for (const customers of SIZES) await measureAt(customers);
  for (const call of ['preview', 'change'] as const) {
    const [few, many] = medians[call] as [number, number];
    console.log(
      `  ${call}: ${(many / few).toFixed(2)} times the time among ${SIZES[1]!.toLocaleString('en')} customers`,
    );
  }
} finally {
  await postgres.stop();
}

async function measureAt(customers: number): Promise<void> {
  const subscribers = Math.min(customers, WAITING * 500);
  const seeded = await seed(postgres.url, { customers, subscribers });
  if (customers === SIZES[0]) await tellStatements(seeded.url, seeded.subscribers.pop()!, seeded.price);
  const bare = await start('changes/bareServer', seeded.url);
  const billfold = await start('server/billfoldServer', seeded.url);
  const times = { bare: none(), billfold: none() };
  const ratios: Record<Call, number[]> = { preview: [], change: [] };
  try {
    // Each has customers of its own: what the one does to a row must not slow the other down.
    const half = Math.floor(seeded.subscribers.length / 2);
    const [ofBare, ofBillfold] = [seeded.subscribers.slice(0, half), seeded.subscribers.slice(half)];
    await load(bare.url, ofBare, seeded.price, 2 * WAITING);
    await load(billfold.url, ofBillfold, seeded.price, quick ? 2 * WAITING : 200);
    for (let round = 0; round < ROUNDS; round++) {
      const floor = await load(bare.url, ofBare, seeded.price, CHANGES_A_ROUND);
      const ours = await load(billfold.url, ofBillfold, seeded.price, CHANGES_A_ROUND);
      for (const call of ['preview', 'change'] as const) {
        times.bare[call].push(...floor[call]);
        times.billfold[call].push(...ours[call]);
        ratios[call].push(quantile(floor[call], 0.5) / quantile(ours[call], 0.5));
      }
    }
  } finally {
    await Promise.all([stop(bare.process), stop(billfold.process)]);
  }
  for (const call of ['preview', 'change'] as const) {
    medians[call].push(quantile(times.billfold[call], 0.5));
    const spread = `${Math.min(...ratios[call]).toFixed(2)}–${Math.max(...ratios[call]).toFixed(2)}`;
    console.log(`  ${call}, ${customers.toLocaleString('en')} customers`);
    console.log(
      `    bare ${printed(times.bare[call])}   Billfold ${printed(times.billfold[call])}   ratio ${quantile(ratios[call], 0.5).toFixed(2)} (${spread})`,
    );
  }
}

function none(): Times {
  return { preview: [], change: [] };
}

function printed(times: number[]): string {
  return `${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)}`;
}

function quantile(figures: readonly number[], part: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}

/** Lets customers add a seat, each after a look at what it costs; so many at a time, and none of them twice at once. */
async function load(url: string, subscribers: Subscriber[], price: string, changes: number): Promise<Times> {
  const times = none();
  const agent = new Agent({ keepAlive: true, maxSockets: WAITING });
  let next = 0;
  const waiting = Array.from({ length: WAITING }, async (_, place) => {
    const mine = subscribers.filter((_subscriber, at) => at % WAITING === place);
    for (let turn = 0; next < changes; turn++, next++) {
      const { customer, subscription, token } = mine[turn % mine.length]!;
      const headers = { authorization: `Bearer ${token}`, 'x-customer': customer };
      const path = `${url}/portal/v1/subscriptions/${subscription}`;
      const seats = (seatsOf.get(url + subscription) ?? 5) + 1;
      const quote = await timed(times.preview, () =>
        post<{ id: string; subscriptionVersion: number }>(agent, `${path}/preview`, headers, {
          price,
          quantity: seats,
        }),
      );
      const once = { 'idempotency-key': randomUUID(), 'if-match': `"${quote.subscriptionVersion}"` };
      await timed(times.change, () =>
        post(agent, `${path}/change`, { ...headers, ...once }, { quote: quote.id }),
      );
      seatsOf.set(url + subscription, seats);
    }
  });
  await Promise.all(waiting);
  agent.destroy();
  return times;
}

async function timed<Result>(times: number[], call: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await call();
  times.push(performance.now() - begun);
  return result;
}

/** Not `fetch`, which takes longer than the bare handler does. */
async function post<Result>(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  input: object,
): Promise<Result> {
  const body = JSON.stringify(input);
  const length = String(Buffer.byteLength(body));
  const sent = request(url, {
    agent,
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': length },
  }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}: ${text}`);
  return JSON.parse(text) as Result;
}

/** Prints how many statements a preview and a change take, and on what they are spent. */
async function tellStatements(url: string, subscriber: Subscriber, price: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const ask = (action: Call, input: object, more: Record<string, string> = {}) =>
    recordStatements(
      pool,
      new Request(`http://localhost/portal/v1/subscriptions/${subscriber.subscription}/${action}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${subscriber.token}`, 'content-type': 'application/json', ...more },
        body: JSON.stringify(input),
      }),
    );
  const previewed = await ask('preview', { price, quantity: 6 });
  const quote = previewed.body as { id: string; subscriptionVersion: number };
  const changed = await ask(
    'change',
    { quote: quote.id },
    { 'idempotency-key': randomUUID(), 'if-match': `"${quote.subscriptionVersion}"` },
  );
  for (const [call, { statements }] of Object.entries({ preview: previewed, change: changed })) {
    console.log(`  ${call}: ${statements.length} statements`);
    for (const statement of statements) console.log(`    ${inShort(statement)}`);
  }
  await pool.end();
}

/** What a statement does, without how. */
function inShort([query]: Statement): string {
  const text = (typeof query === 'string' ? query : query.text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll('"', '')
    .trim();
  const verb = /^\w+/.exec(text)![0];
  const tables = [
    ...text.matchAll(/(?:from|join|into|^update) ([a-z]+_[a-z_]+|events|quotes|customers|projects)\b(?!\()/g),
  ].map(([, table]) => table);
  const lock = / for (update|share)\b/.exec(text)?.[0] ?? '';
  const what = tables.length > 0 ? [...new Set(tables)].join(', ') : text.slice(verb.length + 1, 60);
  return `${verb} ${what}${lock}`;
}

async function start(program: string, database: string): Promise<{ process: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(new URL(`${program}.ts`, import.meta.url)), {
    env: { ...process.env, DATABASE_URL: database, BILLFOLD_LOG_LEVEL: 'error' },
  });
  const [url] = (await once(child, 'message')) as [string];
  return { process: child, url };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}
