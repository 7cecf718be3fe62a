'use client';
import { payInvoice, type InvoiceResult } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { mutationDefaults } from '../mutationDefaults.js';
import { paymentPhase } from '../payments/paymentPhase.js';
import { useActionRunner } from '../payments/useActionRunner.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { useBillfold } from '../useBillfold.js';
import { useIntentKey } from '../useIntentKey.js';
import { saveInvoice } from './saveInvoice.js';

/**
 * Pays what remains of an open invoice (`in_…`) by the payment method of its subscription. `phase` tells how far it is,
 * `invoice` which one that is about: when another is shown by now, it says nothing of that. Where the bank asks for a confirmation it is drawn into the element with
 * `action.containerRef`. A second press while one is under way joins it.
 */
export function usePayInvoice() {
  const { client, queryClient } = useBillfold();
  const action = useActionRunner((target) => 'invoice' in target);
  const underKey = useIntentKey();
  const underWay = useRef<Promise<InvoiceResult> | null>(null);

  async function send(invoice: string, idempotencyKey: string): Promise<InvoiceResult> {
    const answer = await client.call(payInvoice, { invoice }, { idempotencyKey });
    await saveInvoice(queryClient, client, answer.invoice);
    if (answer.status === 'requires_action') void action.run(answer.clientSecret, { invoice });
    if (answer.status === 'pending') void action.follow({ invoice });
    return answer;
  }

  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: (invoice: string) =>
        (underWay.current ??= underKey(invoice, (key) => send(invoice, key)).finally(
          () => (underWay.current = null),
        )),
      // Paid elsewhere, or done without our hearing of it: either way, look.
      onError: () => refreshBilling(queryClient, client),
    },
    queryClient,
  );
  const { state, target } = action;
  // A customer can come back from their bank with an invoice that was not sent from this page.
  const isFollowed = state === 'running' || state === 'settling' || mutation.variables === undefined;
  const followed = target && 'invoice' in target ? target.invoice : null;
  return {
    ...mutation,
    ...paymentPhase(mutation, action),
    /** `in_…`: what `phase` and `problem` are about; null as long as there is nothing to tell. */
    invoice: isFollowed ? followed : mutation.variables,
    action,
    pay: mutation.mutate,
  };
}
