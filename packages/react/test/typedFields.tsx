import type { PaymentFieldsHandle } from '@billfold/hooks';
import { setupOf, type SandboxEntry } from '@billfold/hooks/sandbox';
import { useEffect, useRef } from 'react';
import { confirmSetup } from '../src/payment-fields/sandbox/confirmSetup.js';
import type { PaymentFields, PaymentFieldsState } from '../src/payment-fields/PaymentFields.js';
import { sandboxAuthenticate } from '../src/sandbox/index.js';

/**
 * The sandbox's fields without their frame, which a test without a browser can not have: a test method is typed by its
 * name. What follows from it is asked of the portal, by the kit's own code.
 *
 * @param begin what the fields say of themselves first, attempt by attempt; then they are ready
 */
export function typedFields(...begin: Exclude<PaymentFieldsState, { status: 'ready' }>[]): PaymentFields {
  let attempts = 0;
  return {
    provider: 'sandbox',
    authenticate: sandboxAuthenticate,
    Fields: function TypedFields({ label, disabled, onState }) {
      const input = useRef<HTMLInputElement>(null);
      const tell = useRef(onState);
      useEffect(() => {
        const first = begin[attempts];
        attempts += 1;
        tell.current(first ?? { status: 'ready', handle: handleOf(() => input.current) });
      }, []);
      return <input ref={input} aria-label={label} disabled={disabled} />;
    },
  };
}

function handleOf(input: () => HTMLInputElement | null): PaymentFieldsHandle {
  const known = new Map<string, ReturnType<typeof setupOf>>();
  return {
    validate: async () => input()?.value !== '',
    async confirm({ clientSecret, client, container, signal }) {
      const setup = known.get(clientSecret) ?? setupOf(client, clientSecret);
      known.set(clientSecret, setup);
      const method = input()?.value as SandboxEntry['method'];
      return confirmSetup(setup, { method }, { container, signal });
    },
    focus: () => input()?.focus(),
  };
}
