'use client';
import { payInvoice, type InputOf, type InvoiceResult } from '@billfold/contract';
import { useMutation } from '@tanstack/react-query';
import { mutationDefaults } from '../mutationDefaults.js';
import { paymentPhase } from '../payments/paymentPhase.js';
import { useActionRunner } from '../payments/useActionRunner.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { useBillfold } from '../useBillfold.js';
import { useIntents } from '../useIntents.js';
import { saveInvoice } from './saveInvoice.js';

/** Which invoice (`in_…`), and what to charge this once (`pm_…`); left out: what its subscription is charged to. */
export type PayInvoiceInput = InputOf<typeof payInvoice>;

/**
 * Pays what remains of an open invoice. `phase` tells how far it is, `invoice` which one that is about: when another is
 * shown by now, it says nothing of that. Where the bank asks for a confirmation it is drawn into the element with
 * `action.containerRef`. A second press while one is under way joins it, and another payment method is another intent.
 */
export function usePayInvoice() {
  const { client, queryClient } = useBillfold();
  const action = useActionRunner((target) => 'invoice' in target);
  const inTurn = useIntents();

  async function send(input: PayInvoiceInput, idempotencyKey: string): Promise<InvoiceResult> {
    const { invoice } = input;
    const answer = await client.call(payInvoice, input, { idempotencyKey });
    await saveInvoice(queryClient, client, answer.invoice);
    if (answer.status === 'requires_action') void action.run(answer.clientSecret, { invoice });
    if (answer.status === 'pending') void action.follow({ invoice });
    return answer;
  }

  const mutation = useMutation(
    {
      ...mutationDefaults,
      // Whatever it is charged to, an invoice that is being paid is not paid once more beside that.
      mutationFn: (input: PayInvoiceInput) => inTurn(input, (key) => send(input, key), input.invoice),
      // Paid elsewhere, or done without our hearing of it: either way, look.
      onError: () => refreshBilling(queryClient, client),
    },
    queryClient,
  );
  const { state, target } = action;
  // A customer can come back from their bank with an invoice that was not sent from this page.
  const isFollowed = state === 'running' || state === 'settling' || mutation.variables === undefined;
  const followed = target && 'invoice' in target ? target.invoice : null;
  const { phase, problem } = paymentPhase(mutation, action);
  return {
    ...mutation,
    phase,
    problem,
    /** When it can be tried again, where it was tried too often. */
    retryAt: problem?.retryAt ?? null,
    /** `in_…`: what `phase` and `problem` are about; null as long as there is nothing to tell. */
    invoice: isFollowed ? followed : mutation.variables.invoice,
    action,
    pay: (
      invoice: string,
      { paymentMethod }: Omit<PayInvoiceInput, 'invoice'> = {},
      options?: Parameters<typeof mutation.mutate>[1],
    ) => mutation.mutate({ invoice, paymentMethod }, options),
  };
}
