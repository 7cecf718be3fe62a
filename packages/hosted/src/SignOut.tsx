import { endSession } from '@billfold/contract';
import { isBillfoldError, useBillfold } from '@billfold/hooks';
import { useState } from 'react';
import { words } from './words.js';

/** Ends the session on the server, for a machine that others use too. */
export function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
  const { client } = useBillfold();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');

  async function signOut(): Promise<void> {
    setState('busy');
    try {
      await client.call(endSession, {});
    } catch (error) {
      // It had ended already, which is what was asked for.
      if (!isBillfoldError(error) || error.code !== 'unauthorized') return setState('failed');
    }
    onSignedOut();
  }

  return (
    <>
      <button
        type="button"
        className="hosted-sign-out"
        aria-busy={state === 'busy' || undefined}
        onClick={() => state !== 'busy' && void signOut()}
      >
        {words.signOut.action}
      </button>
      {state === 'failed' && (
        <p role="alert" className="hosted-sign-out-problem">
          {words.signOut.failed}
        </p>
      )}
    </>
  );
}
