import type { PortalSession } from '@billfold/contract';

type Row = Pick<PortalSession, 'id' | 'customer' | 'mode' | 'configuration' | 'capabilities'> &
  Pick<PortalSession, 'returnUrl' | 'flow' | 'locale' | 'actor'> & {
    createdAt: Date;
    redeemedAt: Date | null;
    revokedAt?: Date | null;
    endedBy?: 'customer' | 'merchant' | null;
    /** When the key that made it ends, and it with the key; left out by who has just gone by that key. */
    keyEndsAt?: Date | null;
    expiresAt: Date;
  };

/** A portal session as the merchant sees it, in answers and in events: no hash, no secret. */
export function toPortalSession(row: Row, now: Date): PortalSession {
  const { id, customer, mode, returnUrl, configuration, capabilities, flow, locale, actor } = row;
  return {
    id,
    customer,
    mode,
    status: statusOf(row, now),
    returnUrl,
    configuration,
    capabilities,
    flow,
    locale,
    actor,
    createdAt: row.createdAt.toISOString(),
    redeemedAt: row.redeemedAt?.toISOString() ?? null,
    endedAt: endOf(row, now)?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}

function statusOf(row: Row, now: Date): PortalSession['status'] {
  const { mode, endedBy, redeemedAt, expiresAt } = row;
  if (endOf(row, now)) return endedBy === 'customer' ? 'ended' : 'revoked';
  if (expiresAt <= now) return 'expired';
  return redeemedAt || mode === 'embedded' ? 'open' : 'created';
}

/** When it was over before its time; null: it was not. */
function endOf({ revokedAt, keyEndsAt, expiresAt }: Row, now: Date): Date | null {
  if (revokedAt) return revokedAt;
  return keyEndsAt && keyEndsAt <= now && keyEndsAt < expiresAt ? keyEndsAt : null;
}
