import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { makeSubscription, makeUpcomingInvoice, money } from '../../../test/builders.js';
import { trialBannerView as view } from '../../../test/changeStates.js';
import { BillfoldDisplay } from '../../BillfoldDisplay.js';
import { daysLeft, trialTone } from './trialTime.js';

const END = '2026-11-23T14:00:00.000Z';
const trial = (differs = {}) => makeSubscription({ status: 'trialing', trialEndAt: END, ...differs });

test('[U105] who is not on trial reads nothing of one', () => {
  const { container } = render(view({ subscription: makeSubscription({ trialEndAt: END }) }));
  expect(container).toBeEmptyDOMElement();
});

test('[U107] the end to the minute, in the time zone of the root and with its name', () => {
  render(
    <BillfoldDisplay timeZone="Asia/Tokyo" locale="en-GB">
      {view()}
    </BillfoldDisplay>,
  );
  expect(screen.getByRole('region')).toHaveAccessibleName('Your Team trial ends on 23 Nov 2026, 23:00 GMT+9');
  expect(screen.getByRole('region')).toHaveTextContent('3 days left.');
});

test('[U107] with a payment method: what is charged, when, and to what', () => {
  const { rerender } = render(view({ upcomingInvoice: makeUpcomingInvoice({ amountDue: money(4800) }) }));
  const banner = screen.getByRole('region');
  expect(banner).toHaveTextContent('You are then charged $48.00 on Dec 14, 2026, to Visa ending 4242.');
  rerender(view({ upcomingInvoice: undefined }));
  expect(banner).toHaveTextContent('You are then charged, to Visa ending 4242.');
  rerender(view({ upcomingInvoice: null }));
  expect(banner).toHaveTextContent('Nothing is charged to Visa ending 4242 then.');
  rerender(view({ upcomingInvoice: makeUpcomingInvoice({ amountDue: money(0) }) }));
  expect(banner).toHaveTextContent('Nothing is charged to Visa ending 4242 then.');
});

test('[U107] without one: what to do, by the host’s form, which is there when it is asked for', async () => {
  const cancel = <a href="#cancel">Cancel trial</a>;
  render(
    view({
      subscription: trial({ paymentMethod: null }),
      addPaymentMethod: (done) => (
        <button type="button" onClick={() => done()}>
          Save
        </button>
      ),
      cancel,
    }),
  );
  expect(screen.getByRole('region')).toHaveTextContent('Add a payment method to keep Team.');
  const open = screen.getByRole('button', { name: 'Add a payment method' });
  await userEvent.click(open);
  expect(open).toHaveAttribute('aria-expanded', 'true');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Cancel trial' })).toBeVisible();
});

test('[U107] who has canceled is not charged, and is offered nothing', () => {
  const cancel = <a href="#cancel">Cancel trial</a>;
  render(
    view({ subscription: trial({ cancelAt: END, paymentMethod: null }), addPaymentMethod: 'Add', cancel }),
  );
  expect(screen.getByRole('region')).toHaveTextContent('You will not be charged.');
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.queryByText('Add')).toBeNull();
});

test.each([
  ['2026-12-01T12:00:01.000Z', 'neutral', 'neutral'],
  ['2026-11-27T12:00:00.000Z', 'accent', 'accent'],
  ['2026-11-23T12:00:00.000Z', 'accent', 'warning'],
  ['2026-11-21T12:00:00.000Z', 'accent', 'danger'],
  ['2026-11-20T12:00:01.000Z', 'accent', 'danger'],
] as const)('[U108] until %s: %s with a payment method, %s without', (end, withOne, without) => {
  const days = daysLeft(end, new Date('2026-11-20T12:00:00.000Z'));
  expect(trialTone(days, false)).toBe(withOne);
  expect(trialTone(days, true)).toBe(without);
});

test('[U107] the last day is not counted in days', () => {
  render(view({ now: new Date('2026-11-22T14:00:01.000Z') }));
  expect(screen.getByRole('region')).toHaveTextContent('Less than a day left.');
  expect(daysLeft(END, new Date('2027-01-01T00:00:00.000Z'))).toBe(0);
});
