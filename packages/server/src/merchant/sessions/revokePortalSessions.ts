import { and, eq } from 'drizzle-orm';
import { customers, portalSessions, secretKeys } from '../../database/schema.js';
import { BillfoldError } from '../../errors.js';
import type { MerchantContext, MerchantOperation } from '../../operation.js';
import { revokeSessions } from './revokeSessions.js';

type Input = Parameters<MerchantOperation<'revokePortalSessions'>>[0]['input'];

export const revokePortalSessions: MerchantOperation<'revokePortalSessions'> = async (context) => {
  const { input, merchant, unit } = context;
  await requireExisting(context);
  const whose = input.customer
    ? eq(portalSessions.customer, input.customer)
    : input.key
      ? eq(portalSessions.key, input.key)
      : undefined;
  return { revoked: await revokeSessions(unit, merchant, whose) };
};

/** A mistyped id must not be answered as if all sessions were closed now. */
async function requireExisting({ input, merchant, unit }: MerchantContext<Input>): Promise<void> {
  const { project } = merchant;
  const found = input.customer
    ? await unit.database
        .select({ id: customers.id })
        .from(customers)
        .where(and(eq(customers.project, project), eq(customers.id, input.customer)))
    : input.key
      ? await unit.database
          .select({ id: secretKeys.id })
          .from(secretKeys)
          .where(and(eq(secretKeys.project, project), eq(secretKeys.id, input.key)))
      : [project];
  if (found.length === 0) throw new BillfoldError('not_found');
}
