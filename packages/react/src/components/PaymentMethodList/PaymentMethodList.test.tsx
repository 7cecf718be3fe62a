import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import {
  makeDebit,
  makePaymentMethod,
  makeSpareCard,
  makeSubscriptionName,
} from '../../../test/paymentMethodBuilders.js';
import { paymentMethodListView as view } from '../../../test/paymentMethodStates.js';
import { BillfoldDisplay } from '../../BillfoldDisplay.js';
import { movedBy } from './paymentMethodChange.js';

const list = () => screen.getByRole('region', { name: 'Payment methods' });
const row = (name: string) => screen.getByText(name).closest('li')!;
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const card = makePaymentMethod();
const spare = makeSpareCard();
const backup = makeSubscriptionName('sub_2', 'Backup');

describe('what each one is', () => {
  test('[U166] a card: name, expiry, wallet, holder, and what is charged to it', () => {
    render(
      view({
        paymentMethods: [
          makePaymentMethod({ wallet: 'apple_pay', usedBy: [makeSubscriptionName(), backup] }),
          spare,
        ],
      }),
    );
    expect(row('Visa ending 4242')).toHaveTextContent('Default');
    expect(row('Visa ending 4242')).toHaveTextContent('Expires 12/2028Apple PayJordan Example');
    expect(row('Visa ending 4242')).toHaveTextContent('Used for Team and Backup');
    expect(row('Mastercard ending 4444')).not.toHaveTextContent(/Default|Used for/);
  });

  test('[U166] a debit: its bank, its mandate and the day of that', () => {
    render(view({ paymentMethods: [makeDebit()] }));
    expect(row('SEPA debit ending 3000')).toHaveTextContent('Example Bank');
    expect(row('SEPA debit ending 3000')).toHaveTextContent('Mandate MX-9931, accepted on Mar 2, 2026');
  });

  test('[U166] what a newer billing knows still has a name', () => {
    render(view({ paymentMethods: [makeSpareCard({ brand: 'of_tomorrow', wallet: 'of_tomorrow' })] }));
    expect(row('Card ending 4444')).toHaveTextContent('Wallet');
  });
});

describe('expiry', () => {
  const lastOf2026 = makePaymentMethod({
    expiry: { month: 12, year: 2026 },
    expiresAt: '2027-01-01T00:00:00.000Z',
  });
  const at = (now: string) => view({ paymentMethods: [lastOf2026], now: new Date(now) });

  test('[U167] soon from 30 days before the end of the month, with the date, and never as a failure', () => {
    const { rerender } = render(at('2026-12-01T23:59:59.000Z'));
    expect(list()).not.toHaveTextContent('Expires soon');
    rerender(at('2026-12-02T00:00:00.000Z'));
    expect(screen.getByText('Expires soon')).toHaveAttribute('data-tone', 'warning');
    expect(list()).toHaveTextContent('It expires on Dec 31, 2026.');
    expect(list()).not.toHaveTextContent(/fail/i);
  });

  test.each(['Pacific/Auckland', 'America/Los_Angeles'])(
    '[U167] the last day is the same one in %s',
    (timeZone) => {
      render(<BillfoldDisplay timeZone={timeZone}>{at('2026-12-20T00:00:00.000Z')}</BillfoldDisplay>);
      expect(screen.getByText('Dec 31, 2026')).toHaveAttribute('datetime', '2026-12-31');
    },
  );

  test('[U167] one that has run out is loud as the default, and less so otherwise', () => {
    const { rerender } = render(at('2027-01-01T00:00:00.000Z'));
    expect(screen.getByText('Expired')).toHaveAttribute('data-tone', 'danger');
    expect(list()).toHaveTextContent('Expired 12/2026');
    expect(list()).toHaveTextContent('Replace it');
    const other = { ...lastOf2026, isDefault: false, usedBy: [] };
    rerender(view({ paymentMethods: [other], now: new Date('2027-01-01T00:00:00.000Z') }));
    expect(screen.getByText('Expired')).toHaveAttribute('data-tone', 'warning');
    expect(list()).not.toHaveTextContent('Replace it');
  });

  test('[U173] one that expires and is needed offers to be replaced', async () => {
    const onAdd = vi.fn();
    render(view({ paymentMethods: [lastOf2026, spare], now: new Date('2026-12-20T00:00:00.000Z'), onAdd }));
    await userEvent.click(button('Replace: Visa ending 4242'));
    expect(onAdd).toHaveBeenCalledExactlyOnceWith(true);
    await userEvent.click(button('Add payment method'));
    expect(onAdd).toHaveBeenLastCalledWith(false);
  });
});

describe('the default', () => {
  const asking = { paymentMethod: 'pm_2', task: 'makeDefault', state: 'asking' } as const;

  test('[U168] is asked in the row, with what moves', async () => {
    const onAsk = vi.fn();
    const onConfirm = vi.fn();
    const both = { paymentMethods: [card, spare], subscriptions: [makeSubscriptionName(), backup] };
    const { rerender } = render(view({ ...both, onAsk }));
    await userEvent.click(button('Make default: Mastercard ending 4444'));
    expect(onAsk).toHaveBeenCalledExactlyOnceWith('pm_2', 'makeDefault');

    rerender(view({ ...both, change: asking, onConfirm }));
    const question = await screen.findByRole('group', { name: 'Make Mastercard ending 4444 the default?' });
    expect(row('Mastercard ending 4444')).toContainElement(question);
    expect(question).toHaveAccessibleDescription(
      'Team and Backup are charged to Mastercard ending 4444 from then on. Nothing is charged now.',
    );
    expect(onConfirm).not.toHaveBeenCalled();
    await userEvent.click(within(question).getByRole('button', { name: 'Make default' }));
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  test('[U168] what moves is everything that is charged to another one, and what has none', () => {
    expect(movedBy(spare, [card, spare])).toEqual([makeSubscriptionName()]);
    expect(movedBy(spare, [card, spare], [makeSubscriptionName(), backup])).toHaveLength(2);
    expect(movedBy(card, [card, spare], [makeSubscriptionName()])).toEqual([]);
  });

  test('[U168] what moved is said, and has the focus', () => {
    const { rerender } = render(view({ paymentMethods: [card, spare], change: asking }));
    rerender(
      view({
        paymentMethods: [spare, card],
        outcome: { what: 'madeDefault', method: spare, moved: [makeSubscriptionName()] },
      }),
    );
    expect(screen.getByText('Mastercard ending 4444 is the default.')).toHaveFocus();
    expect(list()).toHaveTextContent('Team is charged to Mastercard ending 4444 from now on.');
    expect(screen.getByRole('status')).toHaveTextContent('Team is charged to Mastercard ending 4444');
  });

  test('[U168] the default one has no such button', () => {
    render(view({ paymentMethods: [card] }));
    expect(screen.queryByRole('button', { name: /^Make default/ })).toBeNull();
  });
});

describe('removal', () => {
  const asking = { paymentMethod: 'pm_2', task: 'remove', state: 'asking' } as const;

  test('[U169] is asked by name, and what destroys least comes first and has the focus', async () => {
    const onLeave = vi.fn();
    render(view({ paymentMethods: [card, spare], change: asking, onLeave }));
    const question = await screen.findByRole('group', { name: 'Remove Mastercard ending 4444?' });
    const [keep, remove] = within(question).getAllByRole('button');
    expect(keep).toHaveFocus();
    expect(keep).toHaveAccessibleName('Keep it');
    expect(remove).toHaveAccessibleName('Remove');
    await userEvent.keyboard('{Escape}');
    expect(onLeave).toHaveBeenCalledOnce();
  });

  test('[U172] a question that was left gives the focus back', async () => {
    const { rerender } = render(view({ paymentMethods: [card, spare], change: asking }));
    await screen.findByRole('group', { name: /Remove/ });
    rerender(view({ paymentMethods: [card, spare] }));
    expect(button('Remove: Mastercard ending 4444')).toHaveFocus();
  });

  test('[U172] what was removed is said where it was, and has the focus', () => {
    const { rerender } = render(
      view({ paymentMethods: [card, spare], change: { ...asking, state: 'busy' } }),
    );
    rerender(view({ paymentMethods: [card], outcome: { what: 'removed', method: spare } }));
    expect(screen.getByText('Mastercard ending 4444 was removed.', { selector: 'span' })).toHaveFocus();
  });

  test('[U170] what can not be removed says why, and there is a way out', async () => {
    const onAdd = vi.fn();
    const { rerender } = render(view({ paymentMethods: [card], onAdd }));
    expect(button('Remove: Visa ending 4242')).toBeDisabled();
    expect(button('Remove: Visa ending 4242')).toHaveAccessibleDescription(
      expect.stringContaining('It can’t be removed while Team is charged to it.'),
    );
    await userEvent.click(button('Add another first'));
    expect(onAdd).toHaveBeenCalledExactlyOnceWith(false);
    rerender(view({ paymentMethods: [card, spare], onAdd }));
    expect(list()).toHaveTextContent('Make another one the default first.');
    expect(screen.queryByRole('button', { name: 'Add another first' })).toBeNull();
  });

  test.each([
    ['payment_processing', 'while a payment with it is under way'],
    ['open_invoice', 'it is the only one on file, and an invoice is not paid'],
    ['of_tomorrow', 'It can’t be removed now.'],
  ])('[U170] %s', (reason, text) => {
    const blocked = makeSpareCard({
      removable: false,
      removalBlockedBy: [{ reason: reason as never, subscription: null, invoice: 'in_1' }],
    });
    render(view({ paymentMethods: [blocked] }));
    expect(list()).toHaveTextContent(text);
  });

  test('[U171] needed by now: it stays, and says what needs it', async () => {
    const needed = makeSpareCard({
      removable: false,
      removalBlockedBy: [{ reason: 'subscription', subscription: backup, invoice: null }],
    });
    render(
      view({
        paymentMethods: [card, needed],
        change: {
          ...asking,
          state: 'failed',
          problem: { code: 'payment_method_in_use', requestId: 'req_1' },
        },
      }),
    );
    const question = await screen.findByRole('group', { name: /Remove/ });
    expect(within(question).getByRole('alert')).toHaveTextContent('It was not removed.');
    expect(within(question).queryByRole('button', { name: 'Remove' })).toBeNull();
    expect(row('Mastercard ending 4444')).toHaveTextContent('while Backup is charged to it');
  });
});

describe('what can be done', () => {
  test('[U174] while something is done nothing else can be; offline nothing can be confirmed', async () => {
    const change = { paymentMethod: 'pm_2', task: 'remove', state: 'busy' } as const;
    const paymentMethods = [card, spare, makeDebit()];
    const { rerender } = render(view({ paymentMethods, change }));
    const question = await screen.findByRole('group', { name: /Remove/ });
    expect(within(question).getByRole('button', { name: 'Keep it' })).toBeDisabled();
    expect(within(question).getByRole('button', { name: 'Remove' })).toHaveAttribute('aria-busy', 'true');
    expect(button('Remove: SEPA debit ending 3000')).toBeDisabled();
    rerender(view({ paymentMethods, isOnline: false, change: { ...change, state: 'asking' } }));
    expect(within(question).getByRole('button', { name: 'Remove' })).toBeDisabled();
    expect(question).toHaveTextContent('You are offline.');
  });

  test('[U173] the form stands in the list; what came of it has the focus, or the button that opened it', () => {
    const form = <p>The form</p>;
    const { rerender } = render(view({ paymentMethods: [card], form }));
    expect(list()).toContainElement(screen.getByText('The form'));
    expect(screen.getByRole('heading', { level: 3, name: 'Add a payment method' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add payment method' })).toBeNull();
    rerender(view({ paymentMethods: [card] }));
    expect(button('Add payment method')).toHaveFocus();
    rerender(view({ paymentMethods: [card], form }));
    rerender(view({ paymentMethods: [card, spare], outcome: { what: 'added', method: spare, moved: [] } }));
    expect(screen.getByText('Mastercard ending 4444 was added.', { selector: 'span' })).toHaveFocus();
  });

  test('[U175] who may look only has no controls', () => {
    render(view({ paymentMethods: [card, spare], onAdd: undefined, onAsk: undefined }));
    expect(screen.queryByRole('button')).toBeNull();
    expect(list()).not.toHaveTextContent('can’t be removed');
  });
});

describe('whoever comes back from their bank', () => {
  test.each([
    [{ what: 'finishing' }, 'Asking what your bank has said…'],
    [{ what: 'pending' }, 'You do not need to enter it again.'],
    [{ what: 'notAdded', failure: 'contact_bank' }, 'Ask your bank about it'],
    [{ what: 'notAdded', failure: 'of_tomorrow' as never }, 'Use another payment method.'],
    [{ what: 'notFinished', problem: { code: 'setup_not_confirmed', requestId: null } }, 'Enter it again.'],
    [{ what: 'unknown' }, 'We do not know whether this arrived.'],
  ] as const)('[U176] %j', (outcome, text) => {
    render(view({ paymentMethods: [], outcome }));
    expect(list()).toHaveTextContent(text);
    expect(screen.getByRole('status')).not.toBeEmptyDOMElement();
    expect(document.body).toHaveFocus();
  });

  test('[U176] what nobody has heard of can be asked again', async () => {
    const onRetryReturn = vi.fn();
    render(view({ paymentMethods: [card], outcome: { what: 'unknown' }, onRetryReturn }));
    await userEvent.click(button('Try again'));
    expect(onRetryReturn).toHaveBeenCalledOnce();
  });
});

test('[U240] replacing one that is not the default moves nothing else', async () => {
  const onAdd = vi.fn();
  const usedBy = [{ id: 'sub_1', product: { id: 'prod_1', name: 'Backup' } }];
  const other = makePaymentMethod({
    id: 'pm_other',
    isDefault: false,
    usedBy,
    expiresAt: '2026-01-01T00:00:00.000Z',
  });
  render(view({ paymentMethods: [card, other], onAdd }));
  await userEvent.click(screen.getAllByRole('button', { name: /^Replace/ }).at(-1)!);
  expect(onAdd).toHaveBeenLastCalledWith(false);
});

test('[U168] nothing is added while something is under way, whose outcome would not be told', () => {
  render(view({ paymentMethods: [card], change: { paymentMethod: card.id, task: 'remove', state: 'busy' } }));
  expect(button('Add payment method')).toBeDisabled();
});
