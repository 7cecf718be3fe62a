import { sql } from 'drizzle-orm';
import * as v from 'valibot';
import {
  operations,
  type Customer,
  type ParsedInput,
  type PortalFeaturesInput,
  type SandboxCatalogInput,
  type Subscription,
} from '@billfold/contract';
import { makeEncryptionKey } from '../access/secretBox.js';
import { setUpProject } from '../access/setUpProject.js';
import { createPortal, type Portal, type PortalOptions } from '../createPortal.js';
import { findCustomer } from '../customers/customerRows.js';
import { customers } from '../database/schema.js';
import { rowsOf, type Database } from '../database/Database.js';
import type { ProviderOperationContext } from '../provider/ProviderOperations.js';
import { createSandbox } from '../providers/sandbox/index.js';
import { askMortal } from './askMortal.js';
import { asCustomer, type TestCustomer } from './asCustomer.js';
import { makeRemote } from './makeRemote.js';
import { beginLife, type Life } from './mortal.js';
import { Network } from './Network.js';
import { openTestDatabase } from './openTestDatabase.js';
import { catalog } from './startTwoServers.js';

/** Somebody with one subscription, at a provider elsewhere. */
export interface RemoteCustomer extends TestCustomer {
  /** As the provider has it, whatever the portal says. */
  there(): Promise<Subscription>;
  /** Turns the sandbox's controls, there. */
  turn(controls: ParsedInput<'updateSandboxControls'>): Promise<unknown>;
  /** Lets the next renewal fail, and time pass until it has, for everybody. @returns the open invoice. */
  owe(): Promise<string>;
}

/** A portal whose provider is elsewhere, with the way there in the hands of the test. */
export interface RemotePortal {
  database: Database;
  /** The provider's own. */
  elsewhere: Database;
  network: Network;
  project: string;
  portal: Portal;
  /** The server that answers. */
  life: Life;
  /** What was logged, by all servers. */
  logged: { level: 'info' | 'warn' | 'error'; entry: object; message: string | undefined }[];
  /** Starts another server in place of this one, which answers no more. */
  restart(): void;
  /** A second server beside this one. */
  server(): Portal;
  /** As `globalThis.fetch`; rejects when the server has died over it. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  clock: { now(): Date; set(date: Date): void };
  /** Sends a request with the secret key. */
  asMerchant(method: string, path: string, body?: object, key?: string): Promise<Response>;
  /** The same; throws on anything but a success. */
  merchant<Result>(method: string, path: string, body?: object): Promise<Result>;
  /** Makes a customer with one subscription, unless `price` is null. */
  subscribe(price?: string | null, quantity?: number): Promise<RemoteCustomer>;
  createToken: (customer: string) => Promise<{ token: string; session: string; expiresAt: string }>;
  /** As if all leases had ended and all rest was over. */
  endLeases(): Promise<void>;
  /** Ends leases, and drives what is open. @returns how many. */
  recover(): Promise<number>;
  openIntents(): Promise<{ id: string; customer: string | null; operation: string }[]>;
  auditOf(customer: string): Promise<string[]>;
  eventsOf(customer: string): Promise<string[]>;
  close(): Promise<void>;
}

export interface RemotePortalOptions extends Partial<
  Pick<PortalOptions, 'providerTimeoutMs' | 'providerPatienceMs' | 'checkPlanChange'>
> {
  features?: PortalFeaturesInput;
}

/** Opens one, on two databases of its own. */
export async function openRemotePortal(options: RemotePortalOptions = {}): Promise<RemotePortal> {
  const [here, there] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  const { database } = here;
  const elsewhere = there.database;
  let now = new Date('2026-11-20T09:00:00.000Z');
  const clock = { now: () => now, set: (date: Date) => void (now = date) };
  const setup = { name: 'Example App', testMode: true, embedOrigins: ['https://app.test'], now } as const;
  const { features } = options;
  const { project, secretKey } = await setUpProject(database, { ...setup, ...(features && { features }) });
  await setUpProject(elsewhere, { ...setup, id: project });
  const sandbox = createSandbox({ fieldsUrl: 'https://fields.test' });
  await sandbox.advanceTo({ database: elsewhere, now }, project, now);
  const network = new Network();
  const encryptionKey = makeEncryptionKey();
  const logged: RemotePortal['logged'] = [];
  const logAs = (level: 'info' | 'warn' | 'error') => (entry: object, message?: string) =>
    void logged.push({ level, entry, message });
  const log = { info: logAs('info'), warn: logAs('warn'), error: logAs('error') };

  const open = (database: Database) =>
    createPortal({
      database,
      provider: makeRemote(sandbox, elsewhere, network),
      publicUrl: 'https://billing.test',
      encryptionKey,
      clock: clock.now,
      log,
      ...options,
    });
  const begin = () => {
    const life = beginLife(database);
    return { life, portal: open(life.database) };
  };
  let server = begin();
  network.die = () => server.life.die();

  const { fetch, asMerchant, merchant, createToken } = askMortal(() => server, secretKey!);
  /** Runs one of the sandbox's own operations where it lives. */
  const runThere = (name: 'createSandboxSubscription' | 'updateSandboxCatalog', input: object) =>
    elsewhere.transaction((tx) => {
      const context: ProviderOperationContext<object> = {
        input: v.parse(operations[name].schema.input as never, input) as object,
        project,
        unit: { database: tx, now },
        findCustomer: (id) => findCustomer(database, project, id),
        createCustomer: () => Promise.reject(new Error('Customers are made in the portal.')),
        record: async () => {},
      };
      return (sandbox.operations![name] as (context: object) => Promise<unknown>)(context);
    });
  await runThere('updateSandboxCatalog', catalog satisfies SandboxCatalogInput);

  const opened: RemotePortal = {
    database,
    elsewhere,
    network,
    project,
    get portal() {
      return server.portal;
    },
    get life() {
      return server.life;
    },
    logged,
    restart: () => void (server = begin()),
    server: () => begin().portal,
    fetch,
    clock,
    asMerchant,
    merchant,
    createToken,
    subscribe: async (price = 'price_teamMonthly', quantity = 3) => {
      const { id } = await merchant<Customer>('POST', '/v1/customers', {});
      const customer = await findCustomer(database, project, id);
      // There they are told of too, and what is told names somebody.
      await elsewhere.insert(customers).values(customer!);
      if (price !== null) {
        const wanted = { customer: id, price, quantity, paymentMethod: 'visa' };
        await runThere('createSandboxSubscription', wanted);
      }
      const seen = async () => {
        const billing = sandbox.forCustomer(customer!, { database: elsewhere, now });
        return (await billing.listSubscriptions())[0]!;
      };
      const turn: RemoteCustomer['turn'] = (controls) =>
        elsewhere.transaction((tx) =>
          sandbox.portalOperations!.updateSandboxControls!({
            input: controls,
            customer: customer!,
            capabilities: [],
            unit: { database: tx, now },
            updateCustomer: async () => customer!,
            record: async () => {},
          }),
        );
      const owe = async () => {
        await turn({ nextCharge: 'fails' });
        const ends = new Date((await seen()).currentPeriod.endAt);
        await sandbox.advanceTo(
          { database: elsewhere, now },
          project,
          new Date(ends.getTime() + 60 * 60_000),
        );
        return (await seen()).overdueInvoice!.id;
      };
      return { ...(await asCustomer({ fetch, createToken }, id)), there: seen, turn, owe };
    },
    endLeases: async () => {
      await database.execute(sql`update intents set leased_until = clock_timestamp() - interval '1 second'
        where finished_at is null`);
    },
    recover: async () => {
      await opened.endLeases();
      return server.portal.recoverIntents();
    },
    openIntents: () =>
      rowsOf(
        database,
        sql`select id, customer_id as customer, operation from intents where finished_at is null`,
      ),
    auditOf: async (customer) =>
      (
        await rowsOf<{ action: string }>(
          database,
          sql`select action from audit_log where customer_id = ${customer} order by sequence`,
        )
      ).map(({ action }) => action),
    eventsOf: async (customer) =>
      (
        await rowsOf<{ type: string }>(
          database,
          sql`select type from events where customer_id = ${customer} order by sequence`,
        )
      ).map(({ type }) => type),
    close: async () => {
      await Promise.all([here.close(), there.close()]);
    },
  };
  return opened;
}
