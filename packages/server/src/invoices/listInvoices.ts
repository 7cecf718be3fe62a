import { openCursor, signCursor } from '../page/cursor.js';
import type { PortalOperation } from '../operation.js';

export const listInvoices: PortalOperation<'listInvoices'> = async ({ input, billing, session }) => {
  const { limit, cursor, status = null, year = null } = input;
  const scope = {
    key: session.cursorKey,
    operation: 'listInvoices',
    owner: session.customer.id,
    filters: { status, year },
  };
  const after = cursor === undefined ? null : openCursor(cursor, scope);
  const { invoices, next } = await billing.listInvoices({ limit, after, status, year });
  return { data: invoices, nextCursor: next === null ? null : signCursor(next, scope) };
};
