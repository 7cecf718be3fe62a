import { sql } from 'drizzle-orm';
import type { BillingDetails, Quote, Subscription } from '@billfold/contract';
import { rowsOf, type Database } from '../database/Database.js';
import type { TestCustomer } from './asCustomer.js';
import type { Life } from './mortal.js';
import { randomOf, type Random } from './randomOf.js';

/** A portal whose provider is elsewhere, in the hands of a run of faults. */
export interface FaultyWorld {
  database: Database;
  /** The server that answers now. */
  readonly life: Life;
  /** Somebody with a subscription to the first of the two prices. */
  begin(): Promise<TestCustomer>;
  prices: readonly [string, string];
  merchant(
    method: string,
    path: string,
    body: object,
    key: string,
  ): Promise<{ status: number; body: unknown }>;
  /** From now on calls go wrong, by chance. */
  breakCalls(random: Random): void;
  /** From now on none does. */
  mend(): void;
  /** Another server in place of this one. */
  restart(): void;
  /** Lets leases end, and drives what is open. */
  recover(): Promise<number>;
  /** How much was really done at the provider until now. */
  mark(): number;
  /** What was really done since, by name. */
  doneSince(mark: number): string[];
}

/** A server that can die, and another one in its place. */
type MortalPortal = Pick<FaultyWorld, 'database' | 'life' | 'restart' | 'recover'> & {
  asMerchant(method: string, path: string, body: object, key: string): Promise<Response>;
};

/** The world of such a portal. @param provider what differs with the provider: what is sold there, what goes wrong, what was done. */
export function worldOf(
  portal: MortalPortal,
  provider: Pick<FaultyWorld, 'begin' | 'prices' | 'breakCalls' | 'mend' | 'mark' | 'doneSince'>,
): FaultyWorld {
  return {
    ...provider,
    database: portal.database,
    get life() {
      return portal.life;
    },
    merchant: async (method, path, body, key) => {
      const sent = await portal.asMerchant(method, path, body, key);
      return { status: sent.status, body: await sent.json() };
    },
    restart: () => portal.restart(),
    recover: () => portal.recover(),
  };
}

export const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)]!;

/** Something that somebody wants done, which nothing stands in the way of. */
interface Deed {
  kind: string;
  send(key: string): Promise<{ status: number; body: unknown }>;
  /** Whether it shows, read from the provider. @param answer what it was answered with. */
  shows(answer: unknown): Promise<boolean>;
}

type Kind = (world: FaultyWorld, customer: TestCustomer, nonce: string) => Promise<Deed>;

const kinds: Record<string, Kind> = {
  change: async (world, customer) => {
    const before = await customer.subscription();
    if (before.cancelAt !== null) await customer.act('PATCH', before, '', { cancelAtPeriodEnd: false });
    const { price, version } = await customer.subscription();
    const wanted = world.prices.find((id) => id !== price.id)!;
    const quote: Quote = await customer.quoted(wanted);
    return {
      kind: 'change',
      send: (key) =>
        customer.send(
          'POST',
          `/subscriptions/${quote.subscription}/change`,
          { quote: quote.id },
          { key, version },
        ),
      shows: async (answer) => {
        const now = await customer.subscription();
        const { subscription } = answer as { subscription: Subscription };
        return now.price.id === wanted && now.pendingPayment === null && subscription.version === now.version;
      },
    };
  },
  cancelOrKeep: async (_, customer) => {
    const before = await customer.subscription();
    const cancelAtPeriodEnd = before.cancelAt === null;
    return {
      kind: cancelAtPeriodEnd ? 'cancel' : 'keep',
      send: (key) =>
        customer.send(
          'PATCH',
          `/subscriptions/${before.id}`,
          { cancelAtPeriodEnd },
          { key, version: before.version },
        ),
      shows: async (answer) => {
        const now = await customer.subscription();
        return (
          (now.cancelAt !== null) === cancelAtPeriodEnd && (answer as Subscription).version === now.version
        );
      },
    };
  },
  rename: async (_, customer, nonce) => {
    const name = `Customer ${nonce}`;
    return {
      kind: 'rename',
      send: (key) => customer.send('PATCH', '/billing-details', { name }, { key }),
      shows: async () => (await customer.get<BillingDetails>('/billing-details')).body.name === name,
    };
  },
  setUp: async (_, customer) => ({
    kind: 'setUp',
    send: (key) => customer.send('POST', '/payment-methods/setup-intent', {}, { key }),
    shows: async (answer) => typeof (answer as { id: string }).id === 'string',
  }),
  updateCustomer: async (world, customer, nonce) => {
    const email = `${nonce}@example.com`;
    return {
      kind: 'updateCustomer',
      send: (key) => world.merchant('PATCH', `/v1/customers/${customer.id}`, { email }, key),
      shows: async (answer) => (answer as { email: string }).email === email,
    };
  },
};

/** What a kind of deed is seen to do when nothing goes wrong: at the provider, and in the audit log. */
export type Lessons = Map<string, Set<string>>;

/** Answers that claim nothing: whoever gets one asks again under the same key. */
const UNHEARD: ReadonlySet<string> = new Set([
  'provider_unavailable',
  'database_unavailable',
  'internal',
  'idempotency_in_flight',
]);

/** What all runs of a test have learned and seen. */
export interface Course {
  lessons: Lessons;
  stops: { deaths: number; faults: number };
}

/**
 * Runs in which nothing goes wrong, and then runs in which much does, until one of them ends wrong.
 *
 * @param taught how many runs are lessons.
 * @returns what is wrong, and in which run; null: nothing is.
 */
export async function runAll(
  world: FaultyWorld,
  course: Course,
  { taught, firstSeed, runs }: { taught: number; firstSeed: number; runs: number },
): Promise<string | null> {
  for (let seed = 1; seed <= taught; seed++) {
    const wrong = await runFaults(world, seed, { ...course, teach: true });
    if (wrong !== null) return `lesson ${seed}: ${wrong}`;
  }
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const wrong = await runFaults(world, seed, { ...course, teach: false });
    if (wrong !== null) return `BILLFOLD_SEED=${seed}: ${wrong}`;
  }
  return null;
}

/**
 * One run: somebody does a few things one after the other, while calls are lost and servers die; then all is driven to its end, and
 * what is there is compared with what was said.
 *
 * @param lessons what each kind of deed does; null fills it, and nothing goes wrong.
 * @returns what is wrong, in a sentence; null: nothing is.
 */
export async function runFaults(
  world: FaultyWorld,
  seed: number,
  { lessons, teach, stops }: Course & { teach: boolean },
): Promise<string | null> {
  const random = randomOf(seed);
  world.mend();
  const customer = await world.begin();
  for (let n = 0; n < 3; n++) {
    const kind = pick(random, Object.values(kinds));
    const deed = await kind(world, customer, `run${seed}-${n}${teach ? 't' : ''}`);
    const key = `run-${seed}-${n}${teach ? '-taught' : ''}`;
    const from = { done: world.mark(), audits: await auditsOf(world, customer.id) };
    const claims: string[] = [];
    if (!teach) {
      for (let tries = 1 + Math.floor(random() * 3); tries > 0; tries--) {
        world.breakCalls(random);
        if (random() < 0.5) world.life.diesBefore = world.life.statements + 1 + Math.floor(random() * 60);
        const said = random() < 0.3 && claims.length > 0 ? await recover(world) : await heard(deed.send(key));
        claims.push(said);
        world.life.diesBefore = Infinity;
        if (world.life.isDead) {
          stops.deaths += 1;
          world.restart();
        }
      }
      world.mend();
      world.restart();
      // Sometimes nobody asks again before a server has cleared up.
      if (random() < 0.5) await world.recover();
      stops.faults += claims.filter((said) => said !== 'done').length;
    }
    const wrong = claims.find((said) => !['done', 'unknown', 'driven'].includes(said));
    if (wrong !== undefined) return `${deed.kind} (${n}) was told to have failed: ${wrong}`;

    await world.recover();
    const last = await deed.send(key);
    if (await hasFailed(last)) return `${deed.kind} (${n}) ended with ${JSON.stringify(last.body)}`;
    if (!(await deed.shows(last.body))) return `${deed.kind} (${n}) was done, and does not show`;
    const audits = (await auditsOf(world, customer.id)).slice(from.audits.length).sort();
    const seen = JSON.stringify({ done: world.doneSince(from.done).sort(), audits });
    const known = lessons.get(deed.kind) ?? new Set();
    lessons.set(deed.kind, known);
    if (teach) known.add(seen);
    else if (!known.has(seen)) return `${deed.kind} (${n}) did ${seen}, and not ${[...known].join(' or ')}`;
  }
  const [open] = await rowsOf<{ count: number }>(
    world.database,
    sql`select count(*)::int as count from intents where finished_at is null`,
  );
  if (open!.count > 0) return `${open!.count} intents are still open`;
  return null;
}

/** What somebody hears of a request: `done`, `unknown`, or that it was refused. */
async function heard(sending: Promise<{ status: number; body: unknown }>): Promise<string> {
  const answer = await sending.catch(() => null);
  if (!answer) return 'unknown';
  const { error, status } = answer.body as { error?: { code: string }; status?: string };
  if (error) return UNHEARD.has(error.code) ? 'unknown' : error.code;
  return status === 'pending' ? 'unknown' : 'done';
}

const hasFailed = async (answer: { status: number; body: unknown }) =>
  (await heard(Promise.resolve(answer))) !== 'done';

async function recover(world: FaultyWorld): Promise<string> {
  await world.recover().catch(() => 0);
  return 'driven';
}

async function auditsOf({ database }: FaultyWorld, customer: string): Promise<string[]> {
  const rows = await rowsOf<{ action: string; event: boolean }>(
    database,
    sql`select a.action, exists (select 1 from events e where e.project_id = a.project_id and e.id = a.event_id) as event
        from audit_log a where a.customer_id = ${customer} order by a.sequence`,
  );
  return rows.map(({ action, event }) => (event ? `${action}, told` : action));
}
