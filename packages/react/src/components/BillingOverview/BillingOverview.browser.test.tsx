import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../styles.css';
import { makeSubscription } from '../../../test/builders.js';
import { layoutShiftDuring } from '../../../test/layoutShift.js';
import { billingOverviewView as view, manyAtOnce } from '../../../test/overviewStates.js';

afterEach(() => void (document.documentElement.dir = 'ltr'));

/** The overview with content of the host below it, which must not move. */
const inPage = (overview: ReactElement) => (
  <>
    {overview}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

test.each([320, 800])(
  '[U292] at %i px nothing moves when the bones become a plan, and its next payment',
  async (width) => {
    await page.viewport(width, 900);
    const { rerender } = render(inPage(view({ state: 'loading', subscriptions: [], next: {} })));
    expect(await layoutShiftDuring(() => rerender(inPage(view({ next: {} }))))).toBeLessThan(0.001);
    expect(await layoutShiftDuring(() => rerender(inPage(view())))).toBeLessThan(0.001);
  },
);

test.each(['ltr', 'rtl'])('[U7] long words are no wider than 320 px, %s', async (direction) => {
  await page.viewport(320, 900);
  document.documentElement.dir = direction;
  const name = 'Unternehmenszusammenschlussberatungspaket'.repeat(2);
  const managedBy = { name, manageUrl: 'https://example.com/app-store' };
  const long = manyAtOnce.subscriptions.map((it) => ({ ...it, product: { id: 'prod_1', name } }));
  render(view({ ...manyAtOnce, subscriptions: [...long, makeSubscription({ id: 'sub_10', managedBy })] }));
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
});

test('[U306] what stands in one line is told apart by no less than the space between two words', async () => {
  await page.viewport(800, 900);
  render(view());
  const facts = document.querySelector('.bf-BillingOverview-facts')!;
  const [first, second] = [...facts.children].map((fact) => fact.getBoundingClientRect());
  const space = document.createElement('span');
  space.append('\u00a0');
  facts.append(space);
  expect(second!.top).toBe(first!.top);
  expect(second!.left - first!.right).toBeGreaterThanOrEqual(space.getBoundingClientRect().width);
});
