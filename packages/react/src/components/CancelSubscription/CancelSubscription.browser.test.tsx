import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../styles.css';
import { makeCancellationPreview, pauseOptions } from '../../../test/changeBuilders.js';
import { cancelSubscriptionView } from '../../../test/changeStates.js';

test('[U307] what a pause does begins where its title and its buttons do', async () => {
  await page.viewport(800, 900);
  render(
    cancelSubscriptionView({
      isOpen: true,
      flow: { preview: makeCancellationPreview(), pauseOptions, onPause: () => {} },
    }),
  );
  const title = await screen.findByText('Or pause it');
  const lefts = [...title.parentElement!.querySelectorAll('p, button:first-child')].map(
    (part) => part.getBoundingClientRect().left,
  );
  expect(lefts.length).toBeGreaterThan(3);
  expect(new Set(lefts).size).toBe(1);
});
