'use client';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { ownerOf, useOwner } from '../customerOwner.js';
import { billfoldKey } from '../keys.js';
import { mutationDefaults } from '../mutationDefaults.js';
import { refreshBilling } from '../subscriptions/saveSubscription.js';
import { useBillfold } from '../useBillfold.js';
import { billingDetailsQuery } from './billingDetailsQuery.js';
import {
  emptyMemory,
  saveBillingDetails,
  type BillingDetailsInput,
  type BillingDetailsOutcome,
  type BillingDetailsSaved,
} from './saveBillingDetails.js';

/**
 * Saves billing details and tax ids at one press. `save` resolves to what has come of it, also where something was
 * refused: then nothing that was entered is lost, `problem` and `fieldErrors` say what stands against it, and the next
 * press goes on where this one has stopped. A second press while one is under way joins it.
 */
export function useSaveBillingDetails() {
  const { client, queryClient } = useBillfold();
  const owner = useOwner(client);
  const memory = useRef({ owner, ...emptyMemory() });
  const underWay = useRef<{ owner: object; outcome: Promise<BillingDetailsOutcome> } | null>(null);

  async function send(input: BillingDetailsInput): Promise<BillingDetailsOutcome> {
    if (memory.current.owner !== owner) memory.current = { owner, ...emptyMemory() };
    const { queryKey } = billingDetailsQuery(client);
    const before = queryClient.getQueryData(queryKey) ?? null;
    const isStillTheirs = () => ownerOf(client) === owner;
    const outcome = await saveBillingDetails(client, input, memory.current, before, isStillTheirs);
    if (!outcome.problem) memory.current = { owner, ...emptyMemory() };
    if (!isStillTheirs()) return outcome;

    // What is under way was asked before, and would put the old state back.
    await queryClient.cancelQueries({ queryKey: billfoldKey(client, 'billing-details') });
    if (before && outcome.billingDetails) queryClient.setQueryData(queryKey, outcome.billingDetails);
    // The session names the customer, and what is to come is taxed by where they are.
    refreshBilling(queryClient, client);
    return outcome;
  }

  const mutation = useMutation(
    {
      ...mutationDefaults,
      mutationFn: (input: BillingDetailsInput) => {
        if (underWay.current?.owner !== owner) {
          const outcome = send(input).finally(() => {
            if (underWay.current?.outcome === outcome) underWay.current = null;
          });
          underWay.current = { owner, outcome };
        }
        return underWay.current.outcome.then((told) => ({ owner, told }));
      },
    },
    queryClient,
  );

  const outcome = mutation.data?.owner === owner ? mutation.data.told : null;
  return {
    /** `failed`: something was refused, or nobody knows. What has gone through is in `saved`. */
    status: statusOf(mutation.isPending, outcome),
    saved: outcome?.saved ?? NOTHING,
    problem: outcome?.problem ?? null,
    fieldErrors: outcome?.fieldErrors ?? NO_ERRORS,
    /** When it can be tried again, where it was tried too often. */
    retryAt: outcome?.problem?.retryAt ?? null,
    save: async (input: BillingDetailsInput) => (await mutation.mutateAsync(input)).told,
    /** Takes what was told off the screen, and forgets what had gone through: for a form that begins anew. */
    reset: () => {
      if (mutation.isPending) return;
      memory.current = { owner, ...emptyMemory() };
      mutation.reset();
    },
  };
}

const NOTHING: BillingDetailsSaved = { changes: false, taxIds: {}, removedTaxIds: [] };
const NO_ERRORS: BillingDetailsOutcome['fieldErrors'] = {};

function statusOf(isPending: boolean, outcome: BillingDetailsOutcome | null) {
  if (isPending) return 'saving';
  if (!outcome) return 'idle';
  return outcome.problem ? 'failed' : 'saved';
}
