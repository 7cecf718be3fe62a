import { render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../../styles.css';
import { makeInvoice, makeOpenInvoice, makePayment, money } from '../../../test/builders.js';
import { layoutShiftDuring, painted } from '../../../test/layoutShift.js';
import { invoiceListView as view } from '../../../test/states.js';

const many = Array.from({ length: 5 }, () => makeInvoice());
const rich = [
  makeOpenInvoice({ payment: makePayment('failed') }),
  makeInvoice({ amountRefunded: money(1200) }),
  makeOpenInvoice({ amountPaid: money(2000), amountRemaining: money(2800) }),
  ...many.slice(3),
];
const loading = view({ state: 'loading', invoices: [], more: undefined, onFilter: undefined });

/** The list with content of the host below it, which must not move. */
const inPage = (list: ReactElement) => (
  <>
    {list}
    <p style={{ height: 200, margin: 0, background: '#ccc' }}>What stands below</p>
  </>
);

describe.each([320, 800])('at %i px', (width) => {
  test.each([
    ['rows', view({ invoices: many, more: undefined, onFilter: undefined })],
    ['rows, more of them, and a filter', view({ invoices: rich })],
    ['one row', view({ invoices: many.slice(0, 1), more: undefined })],
    ['nothing', view({ state: 'empty', invoices: [], more: undefined })],
    ['an error', view({ state: 'error', invoices: [], problem: { code: 'internal', requestId: 'req_1' } })],
    ['no connection', view({ state: 'offline', invoices: [] })],
    ['the end of the session', view({ state: 'expired', invoices: [] })],
    ['no permission', view({ state: 'forbidden', invoices: [] })],
  ])('[U31] nothing on the page moves when the bones become %s', async (_what, next) => {
    await page.viewport(width, 900);
    const { rerender } = render(inPage(loading));
    const shift = await layoutShiftDuring(() => rerender(inPage(next)));
    expect(shift).toBeLessThan(0.001);
  });
});

test('[U31] the measure finds a page that moves', async () => {
  await page.viewport(800, 900);
  const { rerender } = render(inPage(loading));
  const shift = await layoutShiftDuring(() => rerender(inPage(<p>Loaded</p>)));
  expect(shift).toBeGreaterThan(0.01);
});

test('[U48] in a narrow place rows are boxes, and still a table for those who listen', async () => {
  await page.viewport(320, 700);
  render(view({ invoices: many }));
  const row = screen.getAllByRole('row')[1]!;
  expect(getComputedStyle(row).display).toBe('grid');
  expect(screen.getByRole('table', { name: 'Invoices, newest first' })).toBeVisible();
  expect(screen.getAllByRole('columnheader')).toHaveLength(5);
  expect(row.getBoundingClientRect().height).toBeLessThan(100);
});

test('[U48] the place counts, not the screen', async () => {
  await page.viewport(1200, 700);
  render(<div style={{ inlineSize: 300 }}>{view({ invoices: many })}</div>);
  expect(getComputedStyle(screen.getAllByRole('row')[1]!).display).toBe('grid');
});

test('[U7] a word that is too long is broken, and so is a sum', async () => {
  await page.viewport(500, 700);
  const number = 'Rechnungsnummer-2026-0000000000000042-Zweigniederlassung';
  const { container } = render(
    view({ invoices: [makeInvoice({ number, total: money(1234567890123, 'jpy', 0) })] }),
  );
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(500);
  expect(container.querySelector('.bf-Section-body')!.scrollWidth).toBeLessThanOrEqual(500);
});

describe('keyboard', () => {
  test('[U9] the focus is seen on everything that can have it', async () => {
    await page.viewport(800, 900);
    render(view({ invoices: many.slice(0, 1) }));
    const seen: string[] = [];
    for (let press = 0; press < 5; press += 1) {
      await userEvent.keyboard('{Tab}');
      const focused = document.activeElement as HTMLElement;
      seen.push(focused.getAttribute('aria-label') ?? focused.textContent ?? '');
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      expect(`${outlineStyle} ${outlineWidth}`, focused.outerHTML).toBe('solid 2px');
    }
    const { number } = many[0]!;
    expect(seen).toEqual([
      'Show',
      `Receipt, invoice ${number}`,
      `PDF, invoice ${number}`,
      'CSV, all invoices',
      'PDFs, all invoices',
    ]);
  });
});

/** What the session is in the one browser that these tests run in. */
interface Chromium {
  send(method: string, parameters: object): Promise<unknown>;
}

describe('the visitor’s system', () => {
  const emulate = (features: { name: string; value: string }[]) =>
    (cdp() as Chromium).send('Emulation.setEmulatedMedia', { features });
  afterEach(() => emulate([]));

  test('[U15] forced colours: chips keep an outline, and the bones are seen', async () => {
    await emulate([{ name: 'forced-colors', value: 'active' }]);
    const { container, rerender } = render(view({ invoices: many }));
    const chip = container.querySelector('.bf-Chip')!;
    expect(getComputedStyle(chip).borderTopStyle).toBe('solid');
    rerender(loading);
    expect(getComputedStyle(container.querySelector('.bf-Bone')!).borderTopStyle).toBe('solid');
  });

  test('[U16] reduced motion: nothing moves by itself', async () => {
    await emulate([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    const invoice = makeInvoice();
    render(
      <>
        {loading}
        {view({ invoices: [invoice], downloads: { [`${invoice.id} invoice`]: 'busy' } })}
      </>,
    );
    await painted();
    expect(document.getAnimations().filter(({ playState }) => playState === 'running')).toEqual([]);
  });

  test('[U16] without that wish bones breathe and rings turn, which is how the test above can fail', async () => {
    render(loading);
    await painted();
    expect(document.getAnimations().length).toBeGreaterThan(0);
  });
});
