import type { PaymentMethod, SubscriptionName } from '@billfold/contract';
import type { QueryClient } from '@tanstack/react-query';
import { isBillfoldError, isUnheard, type BillfoldError } from '../BillfoldError.js';
import type { Client } from '../client.js';
import { ownerOf, type CustomerOwner } from '../customerOwner.js';
import { finishSetup, type PaymentMethodAddition } from './finishSetup.js';
import { notConfirmed } from './paymentMethodAddition.js';
import { takeSetupReturn } from './setupReturn.js';

/** What became of a payment method with which the customer has come back from their bank. `idle`: they have not. */
export interface SetupReturnState {
  status: 'idle' | 'finishing' | 'succeeded' | 'pending' | 'failed' | 'unknown';
  paymentMethod: PaymentMethod | null;
  moved: readonly SubscriptionName[];
  problem: BillfoldError | null;
}

export const noSetupReturn: SetupReturnState = {
  status: 'idle',
  paymentMethod: null,
  moved: [],
  problem: null,
};

/** One return, finished once for each client: any root may be the one that it belongs to. */
export interface ReturnedSetup {
  addition: PaymentMethodAddition;
  owner: CustomerOwner;
  state: SetupReturnState;
  listeners: Set<(returned: ReturnedSetup) => void>;
  /** How many definite answers there were. An unanswered question is asked again under the same key. */
  answers: number;
}

let latest: PaymentMethodAddition | null = null;
const ofClients = new WeakMap<Client, ReturnedSetup>();

/**
 * Finishes what the customer has come back from their bank with, whether or not anything on this page shows it: the address
 * is cleaned, and the portal asked to put the payment method on file. Nothing where they have come back with nothing.
 */
export function finishSetupReturn(queryClient: QueryClient, client: Client): void {
  returnedTo(queryClient, client);
}

/**
 * Tells what became of the payment method with which the customer has come back, also to components that appear once it is
 * known. What somebody has been shown is history to those that come later.
 *
 * @returns how to stop listening.
 */
export function watchSetupReturn(
  queryClient: QueryClient,
  client: Client,
  onChange: (returned: ReturnedSetup) => void,
): () => void {
  const returned = returnedTo(queryClient, client);
  if (!returned) return () => undefined;
  returned.listeners.add(onChange);
  onChange(returned);
  return () => {
    returned.listeners.delete(onChange);
    const isKnown = returned.state.status !== 'finishing' && returned.state.status !== 'unknown';
    if (isKnown && returned.listeners.size === 0) forgetReturn(client, returned);
  };
}

/** It has been told, and is told no more. */
export function forgetReturn(client: Client, returned: ReturnedSetup): void {
  if (ofClients.get(client) === returned) ofClients.delete(client);
}

/** What this client's customer has come back with; begun to be finished with the first who asks. */
function returnedTo(queryClient: QueryClient, client: Client): ReturnedSetup | null {
  latest = takeSetupReturn() ?? latest;
  const owner = ownerOf(client);
  const known = ofClients.get(client);
  if (latest && known?.addition !== latest) {
    const returned = {
      addition: latest,
      owner,
      state: noSetupReturn,
      listeners: new Set<never>(),
      answers: 0,
    };
    ofClients.set(client, returned);
    void finishReturn(queryClient, client, returned);
    return returned;
  }
  // Somebody else was told, and is signed in no more.
  return known?.owner === owner ? known : null;
}

/** Finishes it, or asks again what became of it. Never by what the address says: by what the portal does. */
export async function finishReturn(
  queryClient: QueryClient,
  client: Client,
  returned: ReturnedSetup,
): Promise<void> {
  const { addition } = returned;
  const tell = (state: Partial<SetupReturnState>) => {
    returned.state = { ...noSetupReturn, ...state };
    for (const listener of returned.listeners) listener(returned);
  };
  tell({ status: 'finishing' });
  try {
    const answer = await finishSetup(
      { queryClient, client },
      addition,
      async (send) => {
        // Made of the intent, so that a page that is loaded twice sends it once.
        const sent = await send(`return_${addition.setupIntent}_${returned.answers}`).catch(
          (error: unknown) => {
            if (isBillfoldError(error) && !isUnheard(error)) returned.answers += 1;
            throw error;
          },
        );
        returned.answers += 1;
        return sent;
      },
      () => tell({ status: 'pending' }),
    );
    if (answer.status === 'requires_action') tell({ status: 'failed', problem: notConfirmed() });
    else tell(answer);
  } catch (error) {
    if (!isBillfoldError(error)) throw error;
    // Somebody else's, or somebody else's by now: nothing that this customer has to be told of.
    if (error.code === 'not_found') tell(noSetupReturn);
    else tell({ status: isUnheard(error) ? 'unknown' : 'failed', problem: error });
  } finally {
    if (latest === addition) latest = null;
  }
}
