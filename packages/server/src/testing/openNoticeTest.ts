import { sql } from 'drizzle-orm';
import type { Customer, EventType } from '@billfold/contract';
import { rowsOf } from '../database/Database.js';
import type { NoticeObject } from '../provider/Provider.js';
import { createTestPortal, type TestPortal, type TestPortalOptions } from './createTestPortal.js';
import { createFakeProvider, PROOF, type Account, type FakeProvider } from './fakeProvider.js';

/** Somebody whose billing is at the fake provider. */
export interface NoticedCustomer {
  id: string;
  there: string;
  account: Account;
  /** What the merchant was told of the customer since they were made, in the order in which it was written. */
  told(): Promise<{ type: EventType; by: string; object: never; previousAttributes?: never }[]>;
  /** Only how it is called. */
  types(): Promise<EventType[]>;
  /** Sends word of something of theirs. */
  notify(object: NoticeObject, id?: string): Promise<Response>;
}

/** A portal over a provider that sends word of what has changed there. */
export interface NoticeTest {
  portal: TestPortal;
  provider: FakeProvider;
  createCustomer(fields?: object): Promise<NoticedCustomer>;
  /** Sends a request to the provider's door. */
  send(notice: object, headers?: Record<string, string>): Promise<Response>;
  /** Lets time pass, and what has come be looked into. */
  settle(ms?: number): Promise<number>;
  /** How many notices nobody has looked into. */
  open(): Promise<number>;
  close(): Promise<void>;
}

const MINUTE = 60_000;
let notices = 0;

export async function openNoticeTest(options: TestPortalOptions = {}): Promise<NoticeTest> {
  const provider = createFakeProvider();
  const portal = await createTestPortal({ provider: () => provider, ...options });
  const { database, clock } = portal;
  const send: NoticeTest['send'] = (notice, headers = { proof: PROOF }) =>
    portal.fetch('/webhooks/fake', { method: 'POST', body: JSON.stringify(notice), headers });
  return {
    portal,
    provider,
    send,
    createCustomer: async (fields = {}) => {
      const { id, providerCustomer } = await portal.merchant<Customer>('POST', '/v1/customers', fields);
      const told: NoticedCustomer['told'] = () =>
        rowsOf(
          database,
          sql`select event.type, entry.by, event.data -> 'object' as object,
              event.data -> 'previousAttributes' as "previousAttributes"
            from events event join audit_log entry on entry.project_id = event.project_id and entry.event_id = event.id
            where event.customer_id = ${id} and event.type not in ('customer.created', 'portal.session.created') order by event.sequence`,
        );
      return {
        id,
        there: providerCustomer!,
        account: provider.accounts.get(providerCustomer!)!,
        told,
        types: async () => (await told()).map(({ type }) => type),
        notify: (object, thing = providerCustomer!) =>
          send({
            id: `evt_${(notices += 1)}`,
            type: `${object}.changed`,
            createdAt: clock.now(),
            about: { providerCustomer, object, id: thing },
          }),
      };
    },
    settle: (ms) => settleAfter(portal, ms),
    open: async () => {
      const [row] = await rowsOf<{ count: number }>(
        database,
        sql`select count(*)::int as count from provider_notices where settled_at is null`,
      );
      return row!.count;
    },
    close: () => portal.close(),
  };
}

/** Lets time pass, and what has come to a portal be looked into. */
export async function settleAfter(portal: TestPortal, ms = 0): Promise<number> {
  const { clock, database } = portal;
  clock.set(new Date(clock.now().getTime() + ms));
  // As if all who rest had rested, and all who were killed were known to be dead.
  await database.execute(sql`update told_customers set leased_until = null`);
  return portal.settleNotices();
}

/** After it the portal takes a payment method for put on file or removed by nobody's page. */
export const OWN_WORD = MINUTE;
