import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { takeReturn } from './actionReturn.js';
import { converge, type Convergence } from './converge.js';
import type { ActionTarget } from './settlement.js';

/** A payment that the customer has come back from. */
interface ReturnedAction {
  target: ActionTarget;
  /** Null: it is not this customer's. */
  outcome: Promise<Convergence | null>;
}

let latest: ActionTarget | null = null;
const returned = new WeakMap<Client, ReturnedAction>();

/**
 * Tells what the customer has come back from to this page: at once with `undefined`, and later with what became of it,
 * null when it is not this customer's. Components that appear while it is looked at hear of it; to those that come later
 * it is history.
 *
 * @returns how to stop listening.
 */
export function watchReturn(
  queryClient: QueryClient,
  client: Client,
  onChange: (target: ActionTarget, seen: Convergence | null | undefined) => void,
): () => void {
  const returned = returnedActionOf(queryClient, client);
  let isListening = returned !== null;
  if (returned) {
    onChange(returned.target, undefined);
    void returned.outcome.then((seen) => isListening && onChange(returned.target, seen));
  }
  return () => {
    isListening = false;
  };
}

/** Looks once for each client: any root may be the one that the payment belongs to. */
function returnedActionOf(queryClient: QueryClient, client: Client): ReturnedAction | null {
  latest = takeReturn() ?? latest;
  const target = latest;
  const known = returned.get(client);
  if (!target || known?.target === target) return known ?? null;

  const outcome = converge(queryClient, client, target).finally(() => {
    if (latest === target) latest = null;
    returned.delete(client);
  });
  const action = { target, outcome };
  returned.set(client, action);
  return action;
}
