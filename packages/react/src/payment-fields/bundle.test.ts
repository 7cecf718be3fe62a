// @vitest-environment node
import { brotliCompressSync } from 'node:zlib';
import { build, defaultClientConditions, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';

/** What a page loads at once, and what it loads when fields are drawn. */
async function load(source: string) {
  const entry = 'virtual:page';
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack/],
        preserveEntrySignatures: 'strict',
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  const isFirst = ({ isEntry, fileName }: Rolldown.OutputChunk) =>
    isEntry || chunks.some((chunk) => chunk.isEntry && chunk.imports.includes(fileName));
  return { first: chunks.filter(isFirst), later: chunks.filter((chunk) => !isFirst(chunk)) };
}

const bytes = (chunks: Rolldown.OutputChunk[]) =>
  chunks.reduce((sum, { code }) => sum + brotliCompressSync(code).length, 0);
const modules = (chunks: Rolldown.OutputChunk[]) => chunks.flatMap(({ modules: all }) => Object.keys(all));

let stripe: Awaited<ReturnType<typeof load>>;
beforeAll(async () => {
  stripe = await load(`export { stripeFields } from '@billfold/react/stripe'`);
});

test('[U150] importing the entry of Stripe’s fields costs a kilobyte or so, and nothing of theirs', () => {
  expect(modules(stripe.first).filter((id) => id.includes('@stripe'))).toEqual([]);
  expect(bytes(stripe.first)).toBeLessThan(1700);
});

test('[U150] with all that is loaded for them, they are small', () => {
  expect(bytes(stripe.later)).toBeLessThan(12_500);
});

test('[U150] nothing of Stripe.js is in the build but the address it is loaded from', () => {
  const code = [...stripe.first, ...stripe.later].map((chunk) => chunk.code).join('\n');
  expect(code.match(/https:\/\/[\w.-]*stripe\.[^"'`\s]*/g)?.sort()).toMatchInlineSnapshot(`
    [
      "https://docs.stripe.com/sdks/stripejs-versioning",
      "https://js.stripe.com",
      "https://stripe.com/docs/stripe-js/react",
      "https://stripe.com/docs/stripe-js/react#elements-props-stripe",
    ]
  `);
  // The loader appends its one script; what it loads is not there.
  expect(code).not.toMatch(/payment_intents|__stripe_mid|m\.stripe\.network/);
});

test('[U150] a page with other components loads nothing of any fields', async () => {
  const { first } = await load(`export { BillfoldRoot, InvoiceList, PlanSwitcher } from '@billfold/react'`);
  expect(
    modules(first).filter((id) => /@stripe|payment-fields\/(stripe|sandbox|fieldsTheme)/.test(id)),
  ).toEqual([]);
});
