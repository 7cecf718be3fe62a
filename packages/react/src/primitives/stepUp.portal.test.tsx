import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { sql } from 'drizzle-orm';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OnStepUp } from '@billfold/hooks';
import { press } from '../../test/press.js';
import { openPortal, renderWithPortal, SLOW, type PortalPage } from '../../test/renderWithPortal.js';
import { CancelSubscription } from '../components/CancelSubscription/index.js';

const PAGE = 'https://app.test/confirm';
let page: PortalPage;

/** A portal that wants a proof before somebody cancels. */
beforeEach(async () => {
  page = await openPortal('active');
  const stepUp = JSON.stringify({ actions: ['cancel'], url: PAGE });
  await page.portal.database.execute(sql`update portal_configurations set step_up = ${stepUp}::jsonb`);
}, SLOW);

const prove = (session: string) => page.portal.merchant('POST', `/v1/portal/sessions/${session}/step-up`, {});
const writes = () => page.requests.filter((request) => request.startsWith('PATCH '));

/** Asks to cancel, and presses the button that does it as soon as it can be pressed. */
async function cancel(): Promise<void> {
  await press('Cancel plan');
  await confirm();
}

async function confirm(): Promise<void> {
  const button = within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Cancel plan' });
  await waitFor(() => expect(button).toBeEnabled());
  await waitFor(() => expect(button).not.toHaveAttribute('aria-busy', 'true'));
  await userEvent.click(button);
}

test(
  '[U265, U266] it is said what is missing, with the way there; nothing is lost, and the same button works then',
  async () => {
    renderWithPortal(page, <CancelSubscription />);
    await press('Cancel plan');
    await userEvent.click(await screen.findByRole('radio', { name: 'It costs too much' }));
    await confirm();
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Confirm first that it is you. Nothing was changed.');
    const link = within(alert).getByRole('link', { name: 'Confirm that it is you (opens a new tab)' });
    const { href, target, rel } = link as HTMLAnchorElement;
    expect(href).toMatch(/^https:\/\/app\.test\/confirm\?session=bps_\w+$/);
    expect(target).toBe('_blank');
    expect(rel).toContain('noopener');
    expect(screen.getByRole('radio', { name: 'It costs too much' })).toBeChecked();

    await prove(new URL(href).searchParams.get('session')!);
    await confirm();
    expect(await screen.findByText(/^Team ends on/)).toBeVisible();
    expect(writes()).toHaveLength(2);
  },
  SLOW,
);

test(
  '[U267] with a question of the app, the press goes on where it was, once',
  async () => {
    const onStepUp = vi.fn<OnStepUp>(async ({ session }) => {
      await prove(session);
      return true;
    });
    renderWithPortal(page, <CancelSubscription />, { onStepUp });
    await cancel();
    expect(await screen.findByText(/^Team ends on/)).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(onStepUp).toHaveBeenCalledOnce();
    expect(writes()).toHaveLength(2);
  },
  SLOW,
);

test(
  '[U265] who does not want to prove it reads that it is missing',
  async () => {
    renderWithPortal(page, <CancelSubscription />, { onStepUp: async () => false });
    await cancel();
    expect(await screen.findByRole('link', { name: /^Confirm that it is you/ })).toBeVisible();
    expect(writes()).toHaveLength(1);
  },
  SLOW,
);
