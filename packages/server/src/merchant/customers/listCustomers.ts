import { and, eq, sql } from 'drizzle-orm';
import { customers } from '../../database/schema.js';
import { toCustomer } from '../../customers/customerRows.js';
import type { MerchantOperation } from '../../operation.js';
import { after, newestFirst, positionOf } from '../../page/newestFirst.js';
import { toPage } from '../../page/toPage.js';

const place = { at: customers.createdAt, id: customers.id };

export const listCustomers: MerchantOperation<'listCustomers'> = async ({ input, merchant, unit }) => {
  const { limit, cursor, reference = null, email = null } = input;
  const scope = {
    key: merchant.cursorKey,
    operation: 'listCustomers',
    owner: merchant.project,
    filters: { reference, email },
  };
  const rows = await unit.database
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.project, merchant.project),
        reference === null ? undefined : eq(customers.reference, reference),
        email === null ? undefined : eq(sql`lower(${customers.email})`, sql`lower(${email})`),
        after(cursor, place, scope),
      ),
    )
    .orderBy(...newestFirst(place))
    .limit(limit + 1);
  return toPage(rows, limit, scope, ({ createdAt, id }) => positionOf({ at: createdAt, id }), toCustomer);
};
