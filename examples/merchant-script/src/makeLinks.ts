import type { Billfold, CreatedPortalSession } from '@billfold/sdk';

/** Three doors to the billing of one customer, each no wider than it must be. */
export interface Links {
  /** For whoever keeps the books: invoices, and who they are made out to. */
  accountant: CreatedPortalSession;
  /** For the mail that says that a payment has failed. */
  fixYourCard: CreatedPortalSession;
  /** For the customer. */
  everything: CreatedPortalSession;
}

const DAY = 86_400;

/** Makes the links. Each works once, and ends on its own. */
export async function makeLinks(billfold: Billfold, customer: string): Promise<Links> {
  const { portalSessions } = billfold;
  return {
    accountant: await portalSessions.create({
      customer,
      capabilities: 'accountant',
      actor: { id: 'books', name: 'Example Bookkeeping', email: 'books@example.com' },
      ttlSeconds: DAY,
    }),
    fixYourCard: await portalSessions.create({
      customer,
      configuration: 'dunning',
      capabilities: 'fix_payment',
      flow: { type: 'payment_method_update', afterCompletion: { type: 'hosted_confirmation' } },
      ttlSeconds: DAY,
    }),
    everything: await portalSessions.create({ customer }),
  };
}
