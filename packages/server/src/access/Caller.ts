import type { Actor, Capability, PortalFeatures, SessionBranding } from '@billfold/contract';
import type { Principal } from '../events/record.js';
import type { BillingCustomer } from '../provider/Provider.js';

/**
 * Who calls an operation about a customer's billing, and whose billing it is: that customer in a session, or the merchant by a
 * secret key. The customer is bound here, so an operation can not name another one.
 */
export interface Caller {
  by: Principal;
  project: string;
  customer: BillingCustomer;
  capabilities: readonly Capability[];
  /** What may be done, as it stands at this moment. */
  features: PortalFeatures;
  branding: SessionBranding;
  actor: Actor | null;
  testMode: boolean;
  /** Signs cursors. */
  cursorKey: string;
}

/** Whether it is a customer, and not the merchant: only customers are kept from trying too often. */
export const isCustomer = ({ by }: Pick<Caller, 'by'>) => by.startsWith('session:');
