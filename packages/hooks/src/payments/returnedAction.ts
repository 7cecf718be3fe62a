import type { QueryClient } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { takeReturn } from './actionReturn.js';
import { converge, type Convergence } from './converge.js';
import type { ActionTarget } from './settlement.js';

/** A payment that the customer has come back from. */
export interface ReturnedAction {
  target: ActionTarget;
  /** Null: it is not this customer's. */
  outcome: Promise<Convergence | null>;
}

let latest: ActionTarget | null = null;
const returned = new WeakMap<Client, ReturnedAction>();

/**
 * What the customer has come back from to this page, looked at once for each client: any root may be the one that it
 * belongs to. Components that appear while it is looked at hear of it; to those that come later it is history.
 */
export function returnedActionOf(queryClient: QueryClient, client: Client): ReturnedAction | null {
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
