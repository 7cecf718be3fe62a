'use client';
import {
  moveSandboxClock,
  switchSandboxScenario,
  updateSandboxControls,
  type InputOf,
  type SandboxControls,
  type Scenario,
} from '@billfold/contract';
import { useMutation, useQuery, type Query, type QueryClient } from '@tanstack/react-query';
import type { Client } from '../client.js';
import { billfoldKey } from '../keys.js';
import { mutationDefaults } from '../mutationDefaults.js';
import { useBillfold } from '../useBillfold.js';
import { useIntentKey } from '../useIntentKey.js';
import { laterBy, type TimeSpan } from './laterBy.js';
import { sandboxControlsQuery } from './sandboxControlsQuery.js';

/** One turn of a control, as `change.variables` tells it. */
export type SandboxChange =
  | { control: 'clock'; advanceTo: string }
  | { control: 'scenario'; scenario: Scenario }
  | ({ control: 'payment' } & InputOf<typeof updateSandboxControls>);

/**
 * What a person who tries the sandbox out can turn: its time, how the next charge ends, what is on file, and the state
 * of the whole customer. `change` tells how the latest turn goes. After each of them all that is shown of the customer
 * is asked for again. Outside of a sandbox the query fails with `not_found`, or with `capability_missing`.
 */
export function useSandboxControls() {
  const { client, queryClient } = useBillfold();
  const query = useQuery(sandboxControlsQuery(client), queryClient);
  const underKey = useIntentKey();
  const change = useMutation(
    {
      mutationFn: (wanted: SandboxChange) => underKey(wanted, (key) => callFor(client, wanted, key)),
      onSuccess: (controls, wanted) => spread(queryClient, client, controls, wanted),
      ...mutationDefaults,
    },
    queryClient,
  );
  const { mutate } = change;

  return {
    ...query,
    controls: query.data,
    change,
    /** Decides how the next charge ends, and what is on file. */
    update: (fields: InputOf<typeof updateSandboxControls>) => mutate({ control: 'payment', ...fields }),
    /** Moves the time of the whole project, at most ten years. Does nothing before `controls` has arrived. */
    advance: (span: TimeSpan) => {
      if (query.data) mutate({ control: 'clock', advanceTo: laterBy(query.data.now, span) });
    },
    /** Starts over with the customer in a named state. What there was of subscriptions and invoices is gone. */
    switchScenario: (scenario: Scenario) => mutate({ control: 'scenario', scenario }),
  };
}

function callFor(
  client: Client,
  { control, ...input }: SandboxChange,
  idempotencyKey: string,
): Promise<SandboxControls> {
  const options = { idempotencyKey };
  switch (control) {
    case 'clock':
      return client.call(moveSandboxClock, input as InputOf<typeof moveSandboxClock>, options);
    case 'scenario':
      return client.call(switchSandboxScenario, input as InputOf<typeof switchSandboxScenario>, options);
    case 'payment':
      return client.call(updateSandboxControls, input as InputOf<typeof updateSandboxControls>, options);
  }
}

/**
 * Keeps the answer, and asks for everything else again. A customer who started over is shown nothing of before; the
 * session stays, because it is still the same one.
 */
function spread(
  queryClient: QueryClient,
  client: Client,
  controls: SandboxControls,
  { control }: SandboxChange,
): void {
  queryClient.setQueryData(sandboxControlsQuery(client).queryKey, controls);
  const ofCustomer = {
    queryKey: billfoldKey(client),
    predicate: ({ queryKey: [, , noun] }: Query) => noun !== 'sandbox' && noun !== 'sessions',
  };
  if (control === 'scenario') void queryClient.resetQueries(ofCustomer);
  else void queryClient.invalidateQueries(ofCustomer);
  void queryClient.invalidateQueries({ queryKey: billfoldKey(client, 'sessions') });
}
