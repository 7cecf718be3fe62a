'use client';
import { useEffect, useState } from 'react';
import { useOwner } from '../customerOwner.js';
import { useBillfold } from '../useBillfold.js';
import {
  finishReturn,
  forgetReturn,
  noSetupReturn,
  watchSetupReturn,
  type ReturnedSetup,
  type SetupReturnState,
} from './returnedSetup.js';

/**
 * What became of a payment method whose bank has taken the whole page, when the customer comes back. The address is
 * cleaned at once, and what it says is not believed: the portal is asked to put the payment method on file. `status` is
 * `idle` where there is nothing to tell, also for what is not this customer's.
 */
export function useSetupReturn() {
  const { client, queryClient } = useBillfold();
  const owner = useOwner(client);
  const [kept, setKept] = useState<Kept | null>(null);

  useEffect(
    () =>
      watchSetupReturn(queryClient, client, (returned) =>
        setKept({ owner, returned, state: returned.state }),
      ),
    [client, queryClient, owner],
  );

  const current = kept?.owner === owner ? kept : null;
  return {
    ...(current?.state ?? noSetupReturn),
    /** Asks once more, where nobody answered or the bank had not said. */
    retry: () => {
      const { status } = current?.state ?? noSetupReturn;
      const canRetry = status === 'unknown' || status === 'pending' || status === 'failed';
      if (current && canRetry) void finishReturn(queryClient, client, current.returned);
    },
    /** Takes it off the screen. */
    dismiss: () => {
      if (current) forgetReturn(client, current.returned);
      setKept(null);
    },
  };
}

interface Kept {
  owner: object;
  returned: ReturnedSetup;
  state: SetupReturnState;
}
