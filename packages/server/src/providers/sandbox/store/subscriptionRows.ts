import { and, asc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../../../database/Database.js';
import { writeOnce } from '../../../database/writeOnce.js';
import type { SubscriptionState } from '../engine/account.js';
import { asked, ofCustomer, type CustomerKey } from './customers.js';
import { toDate, toMillis } from './instants.js';
import { toPaymentMethodState } from './paymentMethods.js';
import { toPriceTerms } from './prices.js';
import {
  sandboxClocks,
  sandboxInvoices,
  sandboxPaymentMethods,
  sandboxPrices,
  sandboxProducts,
  sandboxSubscriptions,
} from './schema.js';

/** A subscription with all that it refers to, by one statement. */
export function selectSubscriptions(database: Database) {
  const overdue = selectOverdueInvoice(database).as('overdue');
  return database
    .select({
      subscription: sandboxSubscriptions,
      price: sandboxPrices,
      productName: sandboxProducts.name,
      now: sql<Date>`${timeOf(sandboxSubscriptions.project)}`.mapWith(sandboxClocks.now),
      method: {
        id: sandboxPaymentMethods.id,
        method: sandboxPaymentMethods.method,
        expMonth: sandboxPaymentMethods.expMonth,
        expYear: sandboxPaymentMethods.expYear,
      },
      overdue: {
        id: overdue.id,
        remaining: overdue.remaining,
        failure: overdue.failure,
        method: overdue.method,
        attemptedAt: overdue.attemptedAt,
        nextAction: overdue.nextAction,
        nextActionAt: overdue.nextActionAt,
      },
    })
    .from(sandboxSubscriptions)
    .innerJoin(
      sandboxPrices,
      and(
        eq(sandboxPrices.project, sandboxSubscriptions.project),
        eq(sandboxPrices.id, sandboxSubscriptions.price),
      ),
    )
    .innerJoin(
      sandboxProducts,
      and(eq(sandboxProducts.project, sandboxPrices.project), eq(sandboxProducts.id, sandboxPrices.product)),
    )
    .leftJoin(
      sandboxPaymentMethods,
      and(
        eq(sandboxPaymentMethods.project, sandboxSubscriptions.project),
        eq(sandboxPaymentMethods.customer, sandboxSubscriptions.customer),
        eq(sandboxPaymentMethods.id, sandboxSubscriptions.paymentMethod),
        // What was removed is nothing that a subscription that has ended could still be charged to.
        isNull(sandboxPaymentMethods.removedAt),
      ),
    )
    .leftJoinLateral(overdue, sql`true`)
    .$dynamic();
}

/** The time of a project. Where anything was ever billed there is a clock. */
const timeOf = (project: AnyPgColumn) =>
  sql`(select ${sandboxClocks.now} from ${sandboxClocks} where ${sandboxClocks.project} = ${project})`;

/** The oldest invoice of a subscription that should have been paid by now: see `isOverdue` of the engine. */
function selectOverdueInvoice(database: Database) {
  const { project, customer, subscription, status, paymentStatus, refusals, dueAt } = sandboxInvoices;
  return database
    .select({
      id: sandboxInvoices.id,
      remaining:
        sql<bigint>`${sandboxInvoices.total} - ${sandboxInvoices.balanceApplied} - ${sandboxInvoices.amountPaid}`
          .mapWith(sandboxInvoices.total)
          .as('remaining'),
      failure: sandboxInvoices.paymentFailure,
      method: sandboxInvoices.paymentMethod,
      attemptedAt: sandboxInvoices.attemptedAt,
      nextAction: sandboxInvoices.nextAction,
      nextActionAt: sandboxInvoices.nextActionAt,
    })
    .from(sandboxInvoices)
    .where(
      and(
        eq(project, sandboxSubscriptions.project),
        eq(customer, sandboxSubscriptions.customer),
        eq(subscription, sandboxSubscriptions.id),
        eq(status, 'open'),
        or(isNull(paymentStatus), ne(paymentStatus, 'processing')),
        or(gt(refusals, 0), sql`${dueAt} <= ${timeOf(project)}`),
      ),
    )
    .orderBy(asc(sandboxInvoices.issuedAt), asc(sandboxInvoices.id))
    .limit(1);
}

export type SubscriptionRow = Awaited<ReturnType<typeof selectSubscriptions>>[number];

/** Those of a customer that are billed here and have not ended, in the order in which they began. */
export function listLivingRows(database: Database, customer: CustomerKey): Promise<SubscriptionRow[]> {
  return listLiving(database, customer);
}

const listLiving = writeOnce((database) =>
  selectSubscriptions(database)
    .where(
      and(
        ofCustomer(sandboxSubscriptions, asked),
        isNull(sandboxSubscriptions.endedAt),
        isNull(sandboxSubscriptions.managedBy),
      ),
    )
    .orderBy(asc(sandboxSubscriptions.startedAt), asc(sandboxSubscriptions.id)),
);

/** As the engine goes by it. */
export function toSubscriptionState(row: SubscriptionRow): SubscriptionState {
  const { subscription, price, productName, method } = row;
  const { id, version, status, quantity, periodsBilled, paid } = subscription;
  const { taxTreatment, discounts, prorations, pendingChange, pendingPayment, pause } = subscription;
  return {
    id,
    version,
    status,
    price: toPriceTerms(price, productName),
    quantity,
    paymentMethod: method && toPaymentMethodState(method),
    startedAt: subscription.startedAt.getTime(),
    trialEndAt: toMillis(subscription.trialEndAt),
    anchorAt: subscription.anchorAt.getTime(),
    periodsBilled,
    paid,
    taxTreatment,
    discounts,
    prorations,
    pendingChange,
    pendingPayment,
    pause,
    cancelAt: toMillis(subscription.cancelAt),
    canceledAt: toMillis(subscription.canceledAt),
    endedAt: toMillis(subscription.endedAt),
  };
}

/** What the engine can change of a subscription. */
export function toSubscriptionChanges(state: SubscriptionState) {
  const { version, status, price, quantity, periodsBilled, paid } = state;
  const { taxTreatment, discounts, prorations, pendingChange, pendingPayment, pause } = state;
  return {
    version,
    status,
    price: price.id,
    quantity,
    paymentMethod: state.paymentMethod?.id ?? null,
    trialEndAt: toDate(state.trialEndAt),
    anchorAt: new Date(state.anchorAt),
    periodsBilled,
    paid,
    taxTreatment,
    discounts,
    prorations,
    pendingChange,
    pendingPayment,
    pause,
    cancelAt: toDate(state.cancelAt),
    canceledAt: toDate(state.canceledAt),
    endedAt: toDate(state.endedAt),
  };
}
