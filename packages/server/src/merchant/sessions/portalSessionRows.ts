import type { PortalSession } from '@billfold/contract';
import type { portalSessions } from '../../database/schema.js';

/** A portal session as the merchant sees it: no hash, no secret. */
export function toPortalSession(row: typeof portalSessions.$inferSelect): PortalSession {
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
