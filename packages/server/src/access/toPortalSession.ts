import type { PortalSession } from '@billfold/contract';

type Row = Omit<PortalSession, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date };

/** A portal session as the merchant sees it, in answers and in events: no hash, no secret. */
export function toPortalSession(row: Row): PortalSession {
  const { id, customer, mode, returnUrl, configuration, capabilities, createdAt, expiresAt } = row;
  return {
    id,
    customer,
    mode,
    returnUrl,
    configuration,
    capabilities,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
