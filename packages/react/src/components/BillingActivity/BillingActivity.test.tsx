import type { ActivityEntry } from '@billfold/contract';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import {
  billingActivityView as view,
  everyActivity,
  everyLine,
  makeActivity,
} from '../../../test/activityStates.js';
import { BillfoldDisplay } from '../../BillfoldDisplay.js';

const lines = () =>
  screen
    .getAllByRole('listitem')
    .filter((item) => item.matches('.bf-BillingActivity-line'))
    .map((item) => item.firstElementChild!.textContent);

/** What one line says. */
function said(differs: Partial<ActivityEntry>): string {
  const { unmount } = render(view({ entries: [makeActivity(differs)] }));
  const [line] = lines();
  unmount();
  return line!;
}

describe('a line', () => {
  test('[U255] of each type is a sentence about who did what', () => {
    render(view({ entries: everyLine() }));
    expect(lines()).toEqual([
      'You changed the plan from Starter to Team',
      'You changed the seats of Team from 3 to 5',
      'You scheduled a change from Team to Starter for Dec 14, 2026',
      'You took back the scheduled change of Team',
      'You started Team',
      'You canceled Team as of Dec 14, 2026',
      'You took back the cancellation of Team',
      'You ended Team',
      'You paused Team from Dec 14, 2026',
      'You resumed Team',
      'You changed what Team is charged to: Visa ending 4242',
      'You added the discount Spring sale',
      'You added Visa ending 4242',
      'You removed SEPA debit ending 3000',
      'You made Visa ending 4242 the default',
      'You updated the billing details: address and purchase order',
      'You added the tax ID DE123456789',
      'You removed the tax ID DE123456789',
      'You paid $48.00 for invoice INV-0042',
      'A payment of $48.00 for INV-0042 did not go through',
      'You opened the billing portal',
    ]);
  });

  test('[U255] that nobody did says what happened', () => {
    render(view({ entries: everyLine({ by: 'automatic' }) }));
    expect(lines()).toEqual([
      'The plan changed from Starter to Team',
      'The seats of Team went from 3 to 5',
      'A change from Team to Starter was scheduled for Dec 14, 2026',
      'The scheduled change of Team was taken back',
      'Team started',
      'Team was canceled as of Dec 14, 2026',
      'The cancellation of Team was taken back',
      'Team ended',
      'Team was paused from Dec 14, 2026',
      'Team resumed',
      'Team is charged to Visa ending 4242',
      'The discount Spring sale was added',
      'Visa ending 4242 was added',
      'SEPA debit ending 3000 was removed',
      'Visa ending 4242 became the default',
      'The billing details were updated: address and purchase order',
      'The tax ID DE123456789 was added',
      'The tax ID DE123456789 was removed',
      'Invoice INV-0042 was paid: $48.00',
      'A payment of $48.00 for INV-0042 did not go through',
      'The billing portal was opened',
    ]);
  });

  test('[U255] of which nothing is known besides its type is a whole sentence all the same', () => {
    const nothing = { subject: null, before: null, after: null, amount: null, effectiveAt: null };
    const bare = [...everyLine(nothing), ...everyLine({ ...nothing, by: 'automatic' })];
    render(view({ entries: bare }));
    expect(lines()).toHaveLength(2 * Object.keys(everyActivity).length);
    for (const line of lines()) expect(line).toMatch(/^[A-Z][^:]*[a-zD]$/);
    for (const line of lines()) expect(line).not.toMatch(/null|undefined| {2}| went$/);
  });

  test.each<[string, Partial<ActivityEntry>]>([
    ['You changed Team from monthly to yearly', { before: 'month', after: 'year' }],
    ['You changed Team from every 3 months to monthly', { before: '3 month', after: 'month' }],
    [
      'You scheduled a change of Team from 5 seats to 1 seat',
      { type: 'change_scheduled', before: '5', after: '1' },
    ],
    ['You updated Team', { type: 'subscription_updated', before: null, after: null }],
    ['You added Something new', { type: 'payment_method_added', subject: 'Something new' }],
    ['You updated the billing details: new field', { type: 'billing_details_updated', subject: 'new_field' }],
  ])('[U256] what stands for words of this page is told in words: %s', (sentence, differs) => {
    expect(said(differs)).toBe(sentence);
  });

  test.each<[string, Partial<ActivityEntry>]>([
    ['Dana Example changed the plan from Starter to Team', { actorName: 'Dana Example' }],
    ['Example App changed the plan from Starter to Team', { by: 'merchant' }],
    ['The plan changed from Starter to Team', { by: 'somebody_new' as never }],
  ])('[U257] who did it is named: %s', (sentence, differs) => {
    expect(said(differs)).toBe(sentence);
  });

  test('[U257] a business of which no name is known is the business', () => {
    render(view({ entries: [makeActivity({ by: 'merchant' })], business: null }));
    expect(lines()).toEqual(['The business changed the plan from Starter to Team']);
  });

  test('[U258] of a type that only a newer server knows is told too', () => {
    expect(said({ type: 'gift_card_redeemed' as never })).toBe(
      'You changed something else: gift card redeemed',
    );
    expect(said({ type: 'toString' as never, by: 'automatic' })).toBe('Something else was changed: toString');
  });

  test('[U255] is said in the words of the host, type by type', () => {
    const words = { activitySentences: { plan_changed: () => 'Tarifwechsel' } };
    render(view({ words }));
    expect(lines()[0]).toBe('Tarifwechsel');
  });
});

test('[U259] lines stand below their day, which is the one in the reader’s time zone', () => {
  const entries = [
    makeActivity({ at: '2026-11-20T23:30:00.000Z' }),
    makeActivity({ at: '2026-11-20T22:30:00.000Z' }),
    makeActivity({ at: '2026-11-19T23:30:00.000Z' }),
  ];
  const days = () =>
    screen.getAllByRole('heading', { level: 3 }).map((heading) => [
      heading.textContent,
      ...within(heading.parentElement!)
        .getAllByRole('listitem')
        .map((line) => line.querySelector('time')!.textContent),
    ]);
  const { rerender } = render(view({ entries }));
  expect(days()).toEqual([
    ['Nov 20, 2026', '11:30 PM UTC', '10:30 PM UTC'],
    ['Nov 19, 2026', '11:30 PM UTC'],
  ]);
  expect(screen.getAllByText('11:30 PM UTC')[0]).toHaveAttribute('datetime', '2026-11-20T23:30:00.000Z');

  rerender(
    <BillfoldDisplay timeZone="Europe/Berlin" locale="en-GB">
      {view({ entries })}
    </BillfoldDisplay>,
  );
  expect(days()).toEqual([
    ['21 Nov 2026', '00:30 CET'],
    ['20 Nov 2026', '23:30 CET', '00:30 CET'],
  ]);
});

test('[U259] days are headings one level below the title', () => {
  render(view({ headingLevel: 3 }));
  expect(screen.getByRole('heading', { level: 3, name: 'Activity' })).toBeVisible();
  expect(screen.getAllByRole('heading', { level: 4 })).toHaveLength(2);
});

describe('more lines', () => {
  const many = Array.from({ length: 9 }, () => makeActivity());

  test('[U260] are shown on demand; how many were added is read out, and the focus stays', async () => {
    const onShowMore = vi.fn();
    const { rerender } = render(view({ entries: many.slice(0, 5), onShowMore }));
    expect(screen.getByText('5 shown')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(onShowMore).toHaveBeenCalledOnce();
    rerender(view({ entries: many, onShowMore, more: undefined }));
    expect(screen.getByRole('status')).toHaveTextContent('4 more entries, 9 shown');
    expect(screen.getByText('9 entries')).toHaveFocus();
  });

  test('[U260] that could not be had leave those that are there', () => {
    render(view({ entries: many, more: { count: 20, state: 'failed' } }));
    expect(screen.getByRole('alert')).toHaveTextContent('More activity could not be loaded.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeEnabled();
    expect(lines()).toHaveLength(9);
  });

  test('[U260] can be there behind a page of which nothing is told', () => {
    render(view({ entries: [] }));
    expect(screen.queryByText('Nothing has happened yet.')).toBeNull();
    expect(screen.getByRole('button', { name: 'Show more' })).toBeVisible();
  });
});

test('[U261] forbidden: what was shown before is gone, and it is said why', () => {
  render(view({ state: 'forbidden', problem: { code: 'capability_missing', requestId: null } }));
  expect(screen.getByText('Your link does not allow this.')).toBeVisible();
  expect(screen.queryByRole('list')).toBeNull();
});

test('[U261] nothing is said to have happened only where that is known', () => {
  const { rerender } = render(view({ entries: [], more: undefined, state: 'error' }));
  expect(screen.queryByText('Nothing has happened yet.')).toBeNull();
  rerender(view({ entries: [], more: undefined, state: 'empty' }));
  expect(screen.getByText('Nothing has happened yet.')).toBeVisible();
});
