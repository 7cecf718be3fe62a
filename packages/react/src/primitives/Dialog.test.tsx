// @vitest-environment node
import { expect, test } from 'vitest';
import { modulesOf } from '../../test/modulesOf.js';

test('[U90] the opener brings nothing of the dialog, which comes later', async () => {
  const { initial, lazy } = await modulesOf('CancelSubscription');
  const fromOthers = (modules: string[]) => modules.filter((id) => id.includes('node_modules'));
  expect(fromOthers(initial).filter((id) => !id.includes('/clsx/'))).toEqual([]);
  expect(fromOthers(lazy).some((id) => id.includes('react-dialog'))).toBe(true);
  // It would write styles into the page, which a strict policy for content refuses.
  expect(lazy.filter((id) => /react-remove-scroll-bar|react-style-singleton/.test(id))).toEqual([]);
});
