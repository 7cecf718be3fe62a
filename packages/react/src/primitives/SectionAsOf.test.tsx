import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { BillfoldDisplay } from '../BillfoldDisplay.js';
import { Section } from './Section.js';

const AS_OF = '2026-11-20T12:03:00.000Z';

function page(asOf: string | null) {
  return (
    <BillfoldDisplay asOf={asOf}>
      <Section state="ready" title="Your plan">
        <p>Team</p>
      </Section>
    </BillfoldDisplay>
  );
}

test('[U299] while billing can not be reached a section says as of when it is, politely, and no longer than that', () => {
  const { rerender } = render(page(null));
  const said = screen.getByRole('status');
  expect(said).toBeEmptyDOMElement();
  rerender(page(AS_OF));
  const line = 'As of Nov 20, 2026, 12:03 PM UTC. Billing can’t be reached right now.';
  // The element is the one that was there: what appears with its words is read out by nobody.
  expect(screen.getByRole('status')).toBe(said);
  expect(said).toHaveTextContent(line);
  expect(screen.getByText(line, { selector: 'p' })).toBeVisible();
  rerender(page(null));
  expect(said).toBeEmptyDOMElement();
  expect(screen.queryByText(line)).toBeNull();
});

test('[U299] of many sections one says it aloud, and what is not there is of no time', () => {
  render(
    <BillfoldDisplay asOf={AS_OF}>
      <Section state="error" title="Invoices" />
      <Section state="ready" title="Your plan" />
      <Section state="ready" title="Payment methods" />
    </BillfoldDisplay>,
  );
  expect(screen.getAllByText(/^As of/, { selector: 'p' })).toHaveLength(2);
  expect(screen.getAllByRole('status').map((voice) => voice.textContent !== '')).toEqual([
    false,
    true,
    false,
  ]);
});
