import { openCursor, signCursor } from '../page/cursor.js';
import type { PortalOperation } from '../operation.js';

export const listInvoices: PortalOperation<'listInvoices'> = async ({ input, billing, caller }) => {
  const { limit, cursor, status = null, year = null } = input;
  const scope = {
    key: caller.cursorKey,
    operation: 'listInvoices',
    owner: caller.customer.id,
    filters: { status, year },
  };
  const after = cursor === undefined ? null : openCursor(cursor, scope);
  const { invoices, next } = await billing.listInvoices({ limit, after, status, year });
  return { data: invoices, nextCursor: next === null ? null : signCursor(next, scope) };
};
