import { and, eq, sql } from 'drizzle-orm';
import { makeId } from '../access/secrets.js';
import { rowsOf, type Database } from '../database/Database.js';
import { toldCustomers } from '../database/remoteSchema.js';

/** A customer whom this process, and no other, looks into. */
export interface HeldCustomer {
  project: string;
  customer: string;
  lease: string;
  /** How often it was tried in vain. */
  tries: number;
}

/** How many customers a process looks into at the same time. */
const AT_ONCE = 4;

/** Longer than it takes to read what a customer has, however much that is. */
const LEASE_SECONDS = 120;

/**
 * Takes on customers of whom something is said, or of whom nothing was read yet: those who have waited longest, and of both kinds in
 * turn, so that thousands who are linked in one night keep nobody's word waiting. Two processes
 * never hold the same one, so that what was read earlier is not written later. Leases go by the clock of the database, which all
 * processes have in common.
 */
export async function claimCustomers(
  database: Database,
  provider: string,
  now: Date,
): Promise<HeldCustomer[]> {
  const lease = makeId('lease');
  const isFree = sql`(told.leased_until is null or told.leased_until <= clock_timestamp())`;
  return rowsOf<HeldCustomer>(
    database,
    sql`
      with waiting as (
        select customer.project_id, customer.id as customer_id, min(notice.due_at) as since
        from provider_notices notice
          join customers customer on customer.provider_customer = notice.provider_customer
          left join told_customers told on told.project_id = customer.project_id and told.customer_id = customer.id
        where notice.provider = ${provider} and notice.settled_at is null
          and notice.due_at <= ${now.toISOString()}::timestamptz and ${isFree}
        group by customer.project_id, customer.id
        union
        select told.project_id, told.customer_id, null from told_customers told
        where told.baseline_at is null and ${isFree}
      ), one as (
        select project_id, customer_id, min(since) as since from waiting group by project_id, customer_id
      ), chosen as (
        select project_id, customer_id from one
        order by row_number() over (partition by since is null order by since), since nulls first
        limit ${AT_ONCE}
      )
      insert into told_customers as told (project_id, customer_id, lease, leased_until)
      select project_id, customer_id, ${lease}, clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
      from chosen order by project_id, customer_id
      on conflict (project_id, customer_id) do update
        set lease = excluded.lease, leased_until = excluded.leased_until where ${isFree}
      returning project_id as project, customer_id as customer, lease, tries`,
  );
}

/** Gives a customer back to whoever is next, after some seconds. */
export async function leaveCustomer(database: Database, held: HeldCustomer, seconds: number): Promise<void> {
  await database
    .update(toldCustomers)
    .set({
      lease: null,
      leasedUntil: sql`clock_timestamp() + ${seconds} * interval '1 second'`,
      tries: sql`${toldCustomers.tries} + 1`,
    })
    .where(isHeld(held));
}

/** The same where all is well, in the transaction that has told what was found. */
export async function releaseCustomer(database: Database, held: HeldCustomer, now: Date): Promise<void> {
  const { baselineAt } = toldCustomers;
  await database
    .update(toldCustomers)
    .set({
      lease: null,
      leasedUntil: null,
      tries: 0,
      baselineAt: sql`coalesce(${baselineAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(isHeld(held));
}

const isHeld = ({ project, customer, lease }: HeldCustomer) =>
  and(
    eq(toldCustomers.project, project),
    eq(toldCustomers.customer, customer),
    eq(toldCustomers.lease, lease),
  );
