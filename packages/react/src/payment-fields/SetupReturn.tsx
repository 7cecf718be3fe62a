'use client';
import { useBillfold } from '@billfold/hooks';
import { useEffect } from 'react';

/**
 * Finishes a payment method whose bank has taken the whole page, wherever on the host's pages the customer comes back to.
 * What it takes is fetched only then.
 */
export function SetupReturn() {
  const { client, queryClient } = useBillfold();
  useEffect(() => {
    if (!/[?&]billfold_setup=/.test(location.search)) return;
    import('./finishSetupReturn.js').then(
      ({ finishSetupReturn }) => finishSetupReturn(queryClient, client),
      // It stays in the address, and is finished when the page is loaded again.
      () => undefined,
    );
  }, [client, queryClient]);
  return null;
}
