import { render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { expect, test, vi } from 'vitest';
import { Dialog } from './Dialog.js';

vi.mock('./DialogContent.js', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

test('[U90] where the dialog can not be fetched, what it holds is shown in its place', async () => {
  const keep = createRef<HTMLButtonElement>();
  const { container } = render(
    <Dialog isOpen title="Cancel Team?" initialFocus={keep} returnFocus={() => null} onClose={() => {}}>
      <button type="button" ref={keep}>
        Keep plan
      </button>
    </Dialog>,
  );
  expect(await screen.findByRole('heading', { name: 'Cancel Team?' })).toBeVisible();
  expect(container).toContainElement(screen.getByRole('button', { name: 'Keep plan' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});
