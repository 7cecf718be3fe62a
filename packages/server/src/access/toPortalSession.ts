import type { PortalSession } from '@billfold/contract';

type Row = Pick<PortalSession, 'id' | 'customer' | 'mode' | 'configuration' | 'capabilities'> &
  Pick<PortalSession, 'returnUrl' | 'flow' | 'locale' | 'actor'> & {
    createdAt: Date;
    redeemedAt: Date | null;
    revokedAt?: Date | null;
    endedBy?: 'customer' | 'merchant' | null;
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
    endedAt: row.revokedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}

function statusOf(
  { mode, revokedAt, endedBy, redeemedAt, expiresAt }: Row,
  now: Date,
): PortalSession['status'] {
  if (revokedAt) return endedBy === 'customer' ? 'ended' : 'revoked';
  if (expiresAt <= now) return 'expired';
  return redeemedAt || mode === 'embedded' ? 'open' : 'created';
}
