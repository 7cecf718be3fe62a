import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../styles.css';
import { billingActivityView as view, everyLine, makeActivity } from '../../../test/activityStates.js';
import { layoutShiftDuring } from '../../../test/layoutShift.js';

/** The list with content of the host below it, which must not move. */
const inPage = (list: ReactElement) => (
  <>
    {list}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

describe.each([320, 800])('at %i px', (width) => {
  test.each([
    ['lines on five days', view({ entries: everyLine().slice(0, 5) })],
    ['lines of one day', view({ entries: Array.from({ length: 5 }, () => makeActivity()), more: undefined })],
    ['one line', view({ entries: [makeActivity()], more: undefined })],
    ['nothing', view({ state: 'empty', entries: [], more: undefined })],
    ['an error', view({ state: 'error', entries: [], problem: { code: 'internal', requestId: 'req_1' } })],
    ['no connection', view({ state: 'offline', entries: [] })],
    ['the end of the session', view({ state: 'expired', entries: [] })],
    ['no permission', view({ state: 'forbidden', entries: [] })],
  ])('[U31] nothing on the page moves when the bones become %s', async (_what, next) => {
    await page.viewport(width, 900);
    const loading = view({ state: 'loading', entries: [], more: undefined });
    const { rerender } = render(inPage(loading));
    const shift = await layoutShiftDuring(() => rerender(inPage(next)));
    expect(shift).toBeLessThan(0.001);
  });
});

test('[U7] names that are longer than the place are broken', async () => {
  await page.viewport(320, 700);
  const name = 'Unternehmenszusammenschlussberatungspaket-Professional-2026';
  const entries = [makeActivity({ actorName: name, before: name, after: `${name}-Plus`, subject: name })];
  const { container } = render(view({ entries }));
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  expect(container.querySelector('.bf-Section-body')!.scrollWidth).toBeLessThanOrEqual(320);
});
