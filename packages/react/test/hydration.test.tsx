import { act, render, screen, waitFor } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import {
  BillfoldRoot,
  BillingDetailsForm,
  CancelSubscription,
  PauseSubscription,
  PlanSwitcher,
} from '../src/index.js';

const page = (
  <BillfoldRoot
    baseUrl="https://billing.test"
    session="/api/billing/session"
    fetch={() => new Promise(() => {})}
  >
    <BillingDetailsForm />
    <PlanSwitcher />
    <CancelSubscription />
    <PauseSubscription />
  </BillfoldRoot>
);

afterEach(() => vi.restoreAllMocks());

test('[U4, U116] sections whose rest has been fetched before are taken over as the server rendered them', async () => {
  const html = renderToString(page);
  // Another page of the same visit, until each frame has given way to what was fetched.
  const { unmount } = render(page);
  const frames = screen.getAllByRole('region');
  expect(frames).toHaveLength(4);
  await waitFor(() => expect(frames.filter(({ isConnected }) => isConnected)).toEqual([]));
  unmount();

  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
  const container = document.createElement('div');
  container.innerHTML = html;
  const recovered = vi.fn();
  const root = await act(() => hydrateRoot(container, page, { onRecoverableError: recovered }));
  expect(recovered).not.toHaveBeenCalled();
  expect(complaints).not.toHaveBeenCalled();
  expect(container.querySelectorAll('[data-state="loading"]')).toHaveLength(4);
  act(() => root.unmount());
});
