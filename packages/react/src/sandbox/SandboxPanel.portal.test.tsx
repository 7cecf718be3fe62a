import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { InvoiceList, PaymentMethodList, SubscriptionSummary } from '../index.js';
import { errorAnswer, openPortal, renderWithPortal, SLOW } from '../../test/renderWithPortal.js';
import { SandboxPanel } from './SandboxPanel.js';

async function unfold() {
  await userEvent.click(await screen.findByText('Test mode'));
  return within(screen.getByRole('region', { name: 'Test mode' }));
}

test(
  '[U136] the invoice of a renewal is there when time has moved to it',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(
      page,
      <>
        <SubscriptionSummary />
        <InvoiceList />
        <SandboxPanel />
      </>,
    );
    const panel = await unfold();
    const newest = () => screen.getAllByRole('rowheader')[0]!.textContent;
    await waitFor(() => expect(newest()).toMatch(/\d/));
    const before = newest();
    await userEvent.click(await panel.findByRole('button', { name: /^To the renewal/ }));
    await waitFor(() => expect(panel.getByRole('status')).toHaveTextContent(/^It is /));
    await waitFor(() => expect(newest()).not.toBe(before));
  },
  SLOW,
);

test(
  '[U128] a card that was let run out is said to have expired, and a debit can not run out',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(
      page,
      <>
        <PaymentMethodList />
        <SandboxPanel />
      </>,
    );
    const panel = await unfold();
    await userEvent.click(await panel.findByRole('button', { name: 'Let it run out' }));
    await waitFor(() => expect(panel.getByRole('status')).toHaveTextContent('The card has run out.'));
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'Payment methods' })).toHaveTextContent('Expired'),
    );
    await userEvent.selectOptions(panel.getByLabelText('Payment method on file'), 'sepa_debit');
    await waitFor(() => expect(panel.queryByRole('button', { name: 'Let it run out' })).toBeNull());
  },
  SLOW,
);

test(
  '[U136] another customer stands in the place of this one after a switch',
  async () => {
    const page = await openPortal('active');
    renderWithPortal(
      page,
      <>
        <SubscriptionSummary />
        <SandboxPanel />
      </>,
    );
    const panel = await unfold();
    await userEvent.selectOptions(panel.getByLabelText('Start over as'), 'Free plan');
    await userEvent.click(panel.getByRole('button', { name: 'Start over' }));
    await userEvent.click(panel.getAllByRole('button', { name: 'Start over' })[0]!);
    await waitFor(() =>
      expect(screen.getByRole('region', { name: 'Plan' })).toHaveAttribute('data-state', 'empty'),
    );
    expect(panel.getByRole('status')).toHaveTextContent('Started over as “Free plan”.');
  },
  SLOW,
);

test(
  '[U135] there is no panel where there is no sandbox, and none where the session may not control it',
  async () => {
    const page = await openPortal('active');
    page.fault = (path) => (path === '/portal/v1/sandbox' ? errorAnswer('not_found') : null);
    const { unmount } = renderWithPortal(page, <SandboxPanel />);
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/sandbox'));
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/subscriptions'));
    expect(screen.queryByText('Test mode')).toBeNull();
    unmount();

    page.requests.length = 0;
    page.token = { capabilities: ['subscriptions:read'] };
    renderWithPortal(
      page,
      <>
        <SubscriptionSummary />
        <SandboxPanel />
      </>,
    );
    await waitFor(() => expect(screen.getByRole('region')).toHaveAttribute('data-state', 'ready'));
    expect(screen.queryByText('Test mode')).toBeNull();
    expect(page.requests).not.toContain('GET /portal/v1/sandbox');
  },
  SLOW,
);

test(
  '[U135] there is no panel where real money moves',
  async () => {
    const page = await openPortal('active');
    const { fetch } = page.portal;
    page.portal.fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).endsWith('/portal/v1/session')) return answer;
      return Response.json({ ...((await answer.json()) as object), testMode: false });
    };
    renderWithPortal(
      page,
      <>
        <SubscriptionSummary />
        <SandboxPanel />
      </>,
    );
    await waitFor(() => expect(screen.getByRole('region')).toHaveAttribute('data-state', 'ready'));
    await waitFor(() => expect(page.requests).toContain('GET /portal/v1/session'));
    expect(page.requests).not.toContain('GET /portal/v1/sandbox');
    expect(screen.queryByText('Test mode')).toBeNull();
  },
  SLOW,
);
