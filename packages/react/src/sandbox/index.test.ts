import { expect, test } from 'vitest';
import * as sandbox from './index.js';

test('[U70] the exports of the entry for test mode', () => {
  expect(Object.keys(sandbox).sort()).toMatchInlineSnapshot(`
    [
      "SandboxPanel",
      "SandboxPanelView",
      "nextDue",
      "sandboxAuthenticate",
      "sandboxFields",
      "sandboxWords",
    ]
  `);
});
