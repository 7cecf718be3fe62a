import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { PaymentMethod } from '@billfold/contract';
import type { Database } from '../../../database/Database.js';
import { writeOnce } from '../../../database/writeOnce.js';
import {
  nameOf,
  removalBlocks,
  type FactsOfFile,
  type OpenInvoiceFacts,
  type SubscriptionFacts,
} from '../../../rules/removalBlocks.js';
import { testMethods } from '../engine/paymentMethods.js';
import { asked, ofCustomer, type CustomerKey } from './customers.js';
import { atInstant } from './instants.js';
import { newestFirst, toExpiry, toPaymentMethodState, type PaymentMethodRow } from './paymentMethods.js';
import {
  sandboxCustomers,
  sandboxInvoices,
  sandboxPaymentMethods,
  sandboxPrices,
  sandboxProducts,
  sandboxSubscriptions,
} from './schema.js';
import { toSubscription } from './subscriptionResource.js';
import { listLivingRows, type SubscriptionRow } from './subscriptionRows.js';

/**
 * What is on file of a customer, with what it is used for: the default first, then the newest. Two statements, however
 * much is on file, and one where nothing is.
 */
export async function readPaymentMethods(database: Database, key: CustomerKey): Promise<PaymentMethod[]> {
  const found = await listOnFile(database, key);
  const [first] = found;
  if (!first) return [];
  const subscriptions = (await listLivingRows(database, key)).map(toFacts);
  const facts: FactsOfFile = {
    paymentMethods: found.map(({ paymentMethod }) => paymentMethod.id),
    subscriptions,
    openInvoices: first.openInvoices,
  };
  return found.map(({ paymentMethod, isDefault }) => toPaymentMethod(paymentMethod, isDefault, facts));
}

const listOnFile = writeOnce((database) => {
  const isDefault = sql<boolean>`(${sandboxPaymentMethods.id} is not distinct from ${sandboxCustomers.defaultPaymentMethod})`;
  return database
    .select({
      paymentMethod: sandboxPaymentMethods,
      isDefault,
      openInvoices: sql<OpenInvoiceFacts[]>`${openInvoicesOf(database)}`,
    })
    .from(sandboxPaymentMethods)
    .innerJoin(sandboxCustomers, ofCustomer(sandboxCustomers, asked))
    .where(and(ofCustomer(sandboxPaymentMethods, asked), isNull(sandboxPaymentMethods.removedAt)))
    .orderBy(desc(isDefault), ...newestFirst);
});

/** A customer's open invoices as the rule of removals goes by them, as JSON. */
function openInvoicesOf(database: Database) {
  const { id, paymentStatus, paymentMethodId, issuedAt } = sandboxInvoices;
  const invoice = sql`jsonb_build_object(
    'id', ${id},
    'subscription', jsonb_build_object('id', ${sandboxSubscriptions.id},
      'product', jsonb_build_object('id', ${sandboxProducts.id}, 'name', ${sandboxProducts.name})),
    'payingWith', case when ${paymentStatus} = 'processing' then ${paymentMethodId} end
  )`;
  return database
    .select({ invoices: sql`coalesce(jsonb_agg(${invoice} order by ${asc(issuedAt)}, ${asc(id)}), '[]')` })
    .from(sandboxInvoices)
    .innerJoin(
      sandboxSubscriptions,
      and(ofCustomer(sandboxSubscriptions, asked), eq(sandboxSubscriptions.id, sandboxInvoices.subscription)),
    )
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
    .where(and(ofCustomer(sandboxInvoices, asked), eq(sandboxInvoices.status, 'open')));
}

function toFacts(row: SubscriptionRow): SubscriptionFacts {
  const { pendingPayment, prorations } = row.subscription;
  return {
    subscription: toSubscription(row),
    paymentMethod: row.method?.id ?? null,
    payingWith: pendingPayment?.status === 'processing' ? pendingPayment.paymentMethod.id : null,
    linesWait: prorations.length > 0,
  };
}

/** A payment method as the contract writes it. */
function toPaymentMethod(row: PaymentMethodRow, isDefault: boolean, facts: FactsOfFile): PaymentMethod {
  const { id, method, holder, mandate, createdAt } = row;
  const { expiresAt } = toPaymentMethodState(row);
  const { name } = testMethods[method];
  const removalBlockedBy = removalBlocks(id, facts);
  return {
    id,
    ...name,
    wallet: null,
    holder,
    bankName: name.type === 'sepa_debit' ? 'Demo Bank' : null,
    expiry: toExpiry(row),
    expiresAt: expiresAt === null ? null : atInstant(expiresAt),
    mandate: mandate && { reference: mandate.reference, acceptedAt: atInstant(mandate.acceptedAt) },
    isDefault,
    usedBy: facts.subscriptions
      .filter(({ paymentMethod }) => paymentMethod === id)
      .map(({ subscription }) => nameOf(subscription)),
    removable: removalBlockedBy.length === 0,
    removalBlockedBy,
    createdAt: createdAt.toISOString(),
  };
}
