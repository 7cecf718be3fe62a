import { expect, test } from 'vitest';
import * as sandbox from './index.js';

test('[H35] these are the names of the entry for the sandbox', () => {
  expect(Object.keys(sandbox).sort()).toMatchInlineSnapshot(`
    [
      "bankOf",
      "laterBy",
      "sandboxControlsQuery",
      "setupOf",
      "useSandboxControls",
    ]
  `);
});
