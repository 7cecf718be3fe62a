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
  const line = 'Shown as of Nov 20, 2026, 12:03 PM UTC; billing can not be reached right now.';
  // The element is the one that was there: what appears with its words is read out by nobody.
  expect(screen.getByRole('status')).toBe(said);
  expect(said).toHaveTextContent(line);
  expect(screen.getByText(line, { selector: 'p' })).toBeVisible();
  rerender(page(null));
  expect(said).toBeEmptyDOMElement();
  expect(screen.queryByText(line)).toBeNull();
});
