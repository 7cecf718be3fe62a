import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { BillfoldRoot } from './BillfoldRoot.js';
import { changeOwner, useOwnerKey } from './customerOwner.js';
import { useBillfold } from './useBillfold.js';

test('[H112] what is keyed by the owner is begun anew for the next customer, and for nobody else', () => {
  const useOwner = () => ({ key: useOwnerKey(), client: useBillfold().client });
  const { result, rerender } = renderHook(useOwner, {
    wrapper: ({ children }) => (
      <BillfoldRoot baseUrl="" session="/session">
        {children}
      </BillfoldRoot>
    ),
  });
  const { key, client } = result.current;
  rerender();
  expect(result.current.key).toBe(key);
  act(() => changeOwner(client));
  expect(result.current.key).not.toBe(key);
});
