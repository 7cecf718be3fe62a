import type { Invoice, Subscription } from '@billfold/contract';

/** What a payment is for: what is asked of the portal until it is clear what became of it. */
export type ActionTarget =
  | {
      /** `sub_…` */
      subscription: string;
      /** What it is going to be once that is paid. Left out: as it is, for the end of a pause. */
      price?: string;
      quantity?: number;
    }
  | {
      /** `in_…` */
      invoice: string;
    };

/** `settling`: the billing company does not know yet either. */
export type Settlement = 'confirmed' | 'settling' | 'failed';

/** Whether what was paid for has come into force. Never from the address or from the bank's page: only from the subscription. */
export function settlementOfSubscription(
  subscription: Subscription,
  { price = subscription.price.id, quantity = subscription.quantity }: { price?: string; quantity?: number },
): Settlement {
  if (subscription.pendingPayment) return 'settling';
  // A change that was agreed on for later is there as it was wanted, and is not in force yet.
  const isThere = [subscription, subscription.pendingChange].some(
    (as) => as?.price.id === price && as.quantity === quantity,
  );
  return isThere && subscription.status !== 'paused' ? 'confirmed' : 'failed';
}

/** Whether an invoice is paid. One that waits for a payment is settling, and so is one that nobody has charged since. */
export function settlementOfInvoice({ status, payment }: Invoice): Settlement {
  if (status === 'paid') return 'confirmed';
  return status !== 'open' || payment?.status === 'failed' ? 'failed' : 'settling';
}
