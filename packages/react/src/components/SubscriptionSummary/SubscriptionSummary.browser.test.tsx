import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../styles.css';
import { makePrice, makeSubscription } from '../../../test/builders.js';
import { layoutShiftDuring } from '../../../test/layoutShift.js';
import { manageBillingButton, subscriptionSummaryView as view } from '../../../test/states.js';

const slots = {
  manageBilling: manageBillingButton(),
  upgrade: (
    <a className="bf-Button" href="#prices">
      See plans
    </a>
  ),
};

/** The summary with content of the host below it, which must not move. */
const inPage = (summary: ReactElement) => (
  <>
    {summary}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

describe.each([320, 800])('at %i px', (width) => {
  describe.each([
    ['with a button below', slots],
    ['alone', {}],
  ])('%s', (_what, given) => {
    test.each([
      ['a plan', view({ ...given })],
      [
        'a plan by the seat',
        view({ ...given, subscriptions: [makeSubscription({ price: makePrice({ scheme: 'per_seat' }) })] }),
      ],
      [
        'a plan that ends',
        view({ ...given, subscriptions: [makeSubscription({ cancelAt: '2026-12-14T00:00:00.000Z' })] }),
      ],
      ['the free plan', view({ ...given, state: 'empty', subscriptions: [] })],
    ])('[U31] nothing on the page moves when the bones become %s', async (_next, next) => {
      await page.viewport(width, 900);
      const { rerender } = render(inPage(view({ ...given, state: 'loading', subscriptions: [] })));
      const shift = await layoutShiftDuring(() => rerender(inPage(next)));
      expect(shift).toBeLessThan(0.001);
    });
  });
});

test('[U54] several plans stand below each other, what can be done with them stands last', async () => {
  await page.viewport(800, 900);
  const { container } = render(
    view({ ...slots, subscriptions: [makeSubscription(), makeSubscription({ id: 'sub_2' })] }),
  );
  const [first, second] = [...container.querySelectorAll('.bf-SubscriptionSummary-item')].map((item) =>
    item.getBoundingClientRect(),
  );
  expect(second!.top).toBeGreaterThanOrEqual(first!.bottom);
  expect(container.querySelector('.bf-Button')!.getBoundingClientRect().top).toBeGreaterThan(first!.bottom);
});
