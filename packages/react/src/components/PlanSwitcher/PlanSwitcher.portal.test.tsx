import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { errorAnswer, openPortal, renderWithPortal, SLOW } from '../../../test/renderWithPortal.js';
import { PlanSwitcher } from './PlanSwitcher.js';

const switcher = () => screen.getByRole('region', { name: 'Change plan' });
const ready = () => waitFor(() => expect(switcher()).toHaveAttribute('data-state', 'ready'));

/** Chooses a plan and waits for what it costs. */
async function choose(plan: RegExp): Promise<HTMLElement> {
  await ready();
  await userEvent.click(screen.getByRole('radio', { name: plan }));
  const costs = await screen.findByRole('group', { name: 'What this change costs' });
  await waitFor(() => expect(costs).toHaveAttribute('aria-busy', 'false'));
  return costs;
}

const previews = (requests: string[]) => requests.filter((request) => request.endsWith('/preview'));
const changes = (requests: string[]) => requests.filter((request) => request.endsWith('/change'));

test(
  '[U71, U79, U87] monthly to yearly: priced before, charged once, and told to the host',
  async () => {
    const page = await openPortal('active');
    const onChanged = vi.fn();
    renderWithPortal(page, <PlanSwitcher onChanged={onChanged} />, { locale: 'en-US' });
    await ready();
    await userEvent.click(screen.getByRole('radio', { name: /^Yearly/ }));
    expect(previews(page.requests)).toEqual([]);

    const costs = await choose(/^Team/);
    const due = /Due today(\$[\d.,]+)/.exec(costs.textContent)![1]!;
    await userEvent.click(
      screen.getByRole('checkbox', { name: `Charge me ${due} now, and $653.25 a year until I cancel.` }),
    );
    await userEvent.dblClick(screen.getByRole('button', { name: `Pay ${due} and switch` }));
    await screen.findByText('You are on Team now.', { selector: 'p' });

    expect(changes(page.requests)).toHaveLength(1);
    expect(onChanged).toHaveBeenCalledOnce();
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: 'Team Current $120.00 per seat a year' })).toBeChecked(),
    );
  },
  SLOW,
);

test(
  '[U76] a downgrade waits for the end of the period, and can be undone',
  async () => {
    const page = await openPortal('yearly');
    renderWithPortal(page, <PlanSwitcher />, { locale: 'en-US' });
    const costs = await choose(/^Starter/);
    expect(costs).toHaveTextContent(/Takes effect on .* Until then you keep Business\./);
    await userEvent.click(screen.getByRole('button', { name: /^Schedule change for / }));
    await userEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
    const said = await screen.findByText('Undone. Business stays as it is.', { selector: 'p' });
    expect(document.activeElement).toContainElement(said);
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
  },
  SLOW,
);

test(
  '[U83] nothing on file: it is said, nothing can be confirmed, and the price is asked again once it is there',
  async () => {
    const page = await openPortal('noPaymentMethod');
    renderWithPortal(
      page,
      <PlanSwitcher
        addPaymentMethod={(done) => (
          <button type="button" onClick={() => done()}>
            Save card
          </button>
        )}
      />,
    );
    await choose(/^Business/);
    expect(screen.getByText('There is no payment method on file.')).toBeVisible();
    expect(screen.getByRole('button', { name: /^Pay/ })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Add a payment method' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save card' }));
    await waitFor(() => expect(previews(page.requests)).toHaveLength(2));
  },
  SLOW,
);

test(
  '[U81] who may look only asks for no price',
  async () => {
    const page = await openPortal('active');
    page.token = { capabilities: ['plans:read', 'subscriptions:read'] };
    renderWithPortal(page, <PlanSwitcher />);
    await ready();
    expect(await screen.findByText('Plans can’t be changed here.')).toBeVisible();
    expect(screen.getByRole('radio', { name: /^Business/ })).toBeDisabled();
    expect(previews(page.requests)).toEqual([]);
  },
  SLOW,
);

test(
  '[U34] the session ends between two requests: what was chosen stays, and nothing can be confirmed',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <PlanSwitcher />);
    await ready();
    page.fault = () => errorAnswer('unauthorized');
    page.token = null;
    await userEvent.click(screen.getByRole('radio', { name: /^Business/ }));
    await waitFor(() => expect(switcher()).toHaveAttribute('data-state', 'expired'));
    expect(screen.getByRole('radio', { name: /^Business/ })).toBeChecked();
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  },
  SLOW,
);

test(
  '[U34] once there is a session again, trying again prices what was chosen',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(page, <PlanSwitcher />);
    await ready();
    page.fault = () => errorAnswer('unauthorized');
    page.token = null;
    await userEvent.click(screen.getByRole('radio', { name: /^Business/ }));
    await waitFor(() => expect(switcher()).toHaveAttribute('data-state', 'expired'));
    page.fault = () => null;
    page.token = {};
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await ready();
    expect(screen.getByRole('radio', { name: /^Business/ })).toBeChecked();
    expect(await screen.findByRole('button', { name: /^Pay/ })).toBeVisible();
  },
  SLOW,
);

test(
  '[U87, U283] of several subscriptions the one that is chosen is shown, or the one that the host names',
  async () => {
    const page = await openPortal('multiSubscription');
    const { unmount } = renderWithPortal(page, <PlanSwitcher />);
    await ready();
    // Nobody has said which: there is nothing to change, and no plans are asked for.
    expect(screen.getAllByRole('radio')).toHaveLength(3);
    expect(page.requests.filter((request) => request.includes('/plans'))).toEqual([]);
    const team = screen.getByRole<HTMLInputElement>('radio', { name: /^Team, 3 seats/ });
    await userEvent.click(team);
    await waitFor(() => expect(screen.getByRole('radio', { name: /^Team Current/ })).toBeChecked());
    expect(screen.getByRole('group', { name: 'Change plan: Team, 3 seats' })).toBeVisible();
    unmount();

    renderWithPortal(page, <PlanSwitcher subscription={team.value} />);
    await ready();
    expect(screen.queryByRole('group', { name: 'Subscription' })).toBeNull();
    expect(screen.getByRole('radio', { name: /^Team Current/ })).toBeChecked();
  },
  SLOW,
);

test(
  '[U282] what somebody else bills is not changed here, and no plans are asked for',
  async () => {
    const page = await openPortal('managedExternally');
    renderWithPortal(page, <PlanSwitcher />);
    await ready();
    expect(screen.getByText('Team is billed by Example App Store.')).toBeVisible();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
    expect(page.requests.filter((request) => request.includes('/plans'))).toEqual([]);
  },
  SLOW,
);

test(
  '[U87] who pays for nothing has nothing to change, and no plans are asked for',
  async () => {
    const page = await openPortal('free');
    renderWithPortal(page, <PlanSwitcher />);
    await waitFor(() => expect(switcher()).toHaveAttribute('data-state', 'empty'));
    expect(page.requests.filter((request) => request.includes('/plans'))).toEqual([]);
  },
  SLOW,
);
