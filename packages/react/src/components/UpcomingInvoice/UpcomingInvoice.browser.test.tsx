import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../styles.css';
import { layoutShiftDuring } from '../../../test/layoutShift.js';
import { upcomingInvoiceView as view } from '../../../test/planStates.js';

/** The card with content of the host below it, which must not move. */
const inPage = (card: ReactElement) => (
  <>
    {card}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

describe.each([320, 800])('at %i px', (width) => {
  test.each([
    ['an invoice', view()],
    ['nothing', view({ state: 'empty', invoice: null })],
    ['a failure', view({ state: 'error', invoice: null })],
  ])('[U31] nothing on the page moves when the bones become %s', async (_next, next) => {
    await page.viewport(width, 900);
    const { rerender } = render(inPage(view({ state: 'loading', invoice: null })));
    const shift = await layoutShiftDuring(() => rerender(inPage(next)));
    expect(shift).toBeLessThan(0.001);
  });
});
