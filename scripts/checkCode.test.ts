import { expect, test } from 'vitest';
import { rules, violationsIn } from './checkCode.js';

const planted: [rule: string, file: string, line: string][] = [
  ['secrets-in-constant-time', 'packages/server/src/access/keys.ts', 'if (secretKey === given) return true;'],
  [
    'secrets-in-constant-time',
    'packages/server/src/access/keys.ts',
    'if (given !== row.tokenHash) return null;',
  ],
  ['secrets-in-constant-time', 'packages/sdk/src/webhooks.ts', 'return signature === expected;'],
  ['no-predictable-chance', 'packages/server/src/access/ids.ts', 'const id = Math.random();'],
  ['the-clock-is-handed-in', 'packages/server/src/invoices/listInvoices.ts', 'const today = new Date();'],
  ['the-clock-is-handed-in', 'packages/server/src/sessions/createSession.ts', 'const at = Date.now();'],
  [
    'nothing-kept-in-the-browser',
    'packages/hooks/src/tokenSource.ts',
    "localStorage.setItem('token', token);",
  ],
  [
    'components-do-not-fetch',
    'packages/react/src/components/InvoiceList/InvoiceList.tsx',
    "await fetch('/api');",
  ],
  ['nobody-knows-who-bills', 'packages/hooks/src/client.ts', "if (provider === 'stripe') return;"],
  ['nobody-knows-who-bills', 'packages/contract/src/invoices.ts', 'stripeInvoice: v.string(),'],
  [
    'nobody-knows-who-bills',
    'packages/hosted/src/App.tsx',
    "import { stripeFields } from '@billfold/react/stripe';",
  ],
];

test.each(planted)('%s is reported in %s: %s', (rule, file, line) => {
  expect(violationsIn(file, line).map((violation) => violation.rule.name)).toContain(rule);
});

test('every rule is broken once', () => {
  expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
});

test.each([
  ['packages/server/src/access/keys.ts', 'if (secretKey === null) return;'],
  ['packages/server/src/access/keys.ts', "if (typeof token !== 'string') return;"],
  ['packages/server/src/access/keys.ts', 'if (timingSafeEqual(signature, expected)) return;'],
  ['packages/server/src/access/keys.ts', 'return kind === tokenKind; // checked: a kind is no secret'],
  ['packages/contract/src/invoices.ts', '/** The states of an invoice, in Stripe’s words. */'],
  ['packages/react/src/payment-fields/stripe/stripeFields.tsx', "provider: 'stripe',"],
  ['packages/server/src/access/keys.test.ts', 'if (secretKey === given) return true;'],
  ['packages/react/src/components/ManageBillingButton/ManageBillingButton.tsx', 'await fetch(action);'],
  ['packages/server/src/invoices/listInvoices.ts', 'const end = new Date(now);'],
])('nothing is reported in %s: %s', (file, line) => {
  expect(violationsIn(file, line)).toEqual([]);
});
