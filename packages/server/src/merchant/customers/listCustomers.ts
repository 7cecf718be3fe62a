import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { customers } from '../../database/schema.js';
import { openCursor, signCursor } from '../../page/cursor.js';
import { BillfoldError } from '../../errors.js';
import type { MerchantOperation } from '../../operation.js';
import { toCustomer } from '../../customers/customerRows.js';

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
        cursor === undefined ? undefined : olderThan(openCursor(cursor, scope)),
      ),
    )
    .orderBy(desc(customers.createdAt), desc(customers.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    data: page.map(toCustomer),
    nextCursor: last ? signCursor(`${last.createdAt.toISOString()} ${last.id}`, scope) : null,
  };
};

function olderThan(position: string): SQL {
  const [at = '', id = ''] = position.split(' ');
  if (Number.isNaN(Date.parse(at))) throw new BillfoldError('invalid_cursor');
  return sql`(${customers.createdAt}, ${customers.id}) < (${at}::timestamptz, ${id})`;
}
