import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SessionEnded } from './SessionEnded.js';

const branding = {
  displayName: 'Tidewater',
  logoUrl: null,
  accent: null,
  radius: null,
  font: null,
  supportUrl: null,
  privacyUrl: null,
  termsUrl: null,
  headline: null,
  upgradeUrl: null,
};
const advice = 'Go back to the app you came from and open your billing there again.';

test('[P9] with a return URL the way back is a link, and there is nothing to advise', () => {
  render(<SessionEnded session={{ returnUrl: 'https://app.test/settings', branding }} />);
  expect(screen.getByRole('link', { name: 'Return to Tidewater' })).toHaveAttribute(
    'href',
    'https://app.test/settings',
  );
  expect(screen.queryByText(advice)).toBeNull();
});

test.each([null, '', 'settings', '//app.test', 'javascript:alert(1)', 'data:text/html,hello'])(
  '[P9] with the return URL %j there is no link, and the way back is told in words',
  (returnUrl) => {
    render(<SessionEnded session={{ returnUrl, branding }} />);
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText(advice)).toBeVisible();
  },
);

test('[P5] for a stranger the way back is told in words', () => {
  render(<SessionEnded session={null} />);
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.getByText(advice)).toBeVisible();
});
