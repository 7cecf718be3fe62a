import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { SectionBoundary } from './SectionBoundary.js';

test('[P17] a section that breaks leaves the others standing, and can be tried again', async () => {
  // React reports every error that a boundary catches; here they are expected.
  const reported = vi.spyOn(console, 'error').mockImplementation(() => {});
  let broken = true;
  const Fragile = () => {
    if (broken) throw new Error('broken');
    return <p>mended</p>;
  };
  render(
    <>
      <SectionBoundary>
        <Fragile />
      </SectionBoundary>
      <SectionBoundary>
        <p>whole</p>
      </SectionBoundary>
    </>,
  );
  expect(screen.getByText('whole')).toBeVisible();
  expect(reported).toHaveBeenCalled();

  broken = false;
  await userEvent.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('mended')).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
  reported.mockRestore();
});
