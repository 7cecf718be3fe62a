import { render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { json } from '../../test/answers.js';
import { makeSubscription } from '../../test/resources.js';
import { openRoutes } from '../../test/routes.js';
import { useSubscriptions } from '../subscriptions/useSubscriptions.js';
import { notePortalOpened } from './portalVisit.js';
import { useBillingReturn } from './useBillingReturn.js';

let version: number;
beforeEach(() => {
  version = 3;
});

function Page() {
  const { status } = useBillingReturn();
  const { subscriptions } = useSubscriptions();
  return (
    <p>
      {status}, version {subscriptions?.[0]?.version ?? 'unknown'}
    </p>
  );
}

/** A page that shows the version of the customer's plan, which a portal in another window changes. */
async function open() {
  const page = openRoutes({
    'GET /subscriptions': () => json({ data: [makeSubscription({ version })], nextCursor: null }),
  });
  render(<Page />, { wrapper: page.wrapper });
  await screen.findByText('settled, version 3');
  return () => page.sentTo('GET /subscriptions').length;
}

/** Takes the focus from this window as a portal in another frame or window does, and gives it back. */
async function visitAnotherWindow(): Promise<void> {
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.contentWindow!.focus();
  await waitFor(() => expect(document.activeElement).toBe(frame));
  await new Promise((resolve) => setTimeout(resolve, 50));
  window.focus();
  frame.remove();
  await new Promise((resolve) => setTimeout(resolve, 50));
}

test('[H124] who comes back to this window sees what was changed in the portal', async () => {
  const looks = await open();
  notePortalOpened();
  version = 4;
  await visitAnotherWindow();
  expect(await screen.findByText('settled, version 4')).toBeVisible();
  const asked = looks();
  await visitAnotherWindow();
  expect(looks()).toBe(asked);
});

test('[H125] without a portal, to come back asks for nothing', async () => {
  const looks = await open();
  version = 4;
  await visitAnotherWindow();
  expect(screen.getByText('settled, version 3')).toBeVisible();
  expect(looks()).toBe(1);
});
