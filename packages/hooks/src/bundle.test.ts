// @vitest-environment node
import { build, defaultClientConditions, type Rolldown } from 'vite';
import { expect, test } from 'vitest';

/** The files that a page loads when it uses these names of ours. */
async function modulesOf(names: string): Promise<string[]> {
  const entry = 'virtual:page';
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? `export { ${names} } from '@billfold/hooks'` : null),
      },
    ],
    build: {
      write: false,
      rolldownOptions: {
        input: entry,
        external: [/^react/, /^@tanstack/],
        preserveEntrySignatures: 'strict',
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  return chunks.flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
  );
}

test('[H37] a page that changes plans loads what a change needs, and no schema, validator or other hook', async () => {
  const modules = await modulesOf('BillfoldRoot, usePlanChange');
  const ofContract = modules.filter((id) => id.includes('/contract/')).map((id) => id.split('/src/')[1]);
  expect(ofContract.sort()).toEqual([
    'operation.ts',
    'operations/invoices.ts',
    'operations/sessions.ts',
    'operations/subscriptions.ts',
    'stepUp.ts',
  ]);
  expect(modules.filter((id) => id.includes('node_modules'))).toEqual([]);
  expect(modules.flatMap((id) => /\/src\/\w+\/(use\w+)\.ts$/.exec(id)?.[1] ?? []).sort()).toEqual([
    'useActionRunner',
    'usePlanChange',
    'usePlanChangeProps',
    'usePreview',
  ]);
});

test('[H37] a page that uses one hook loads the operation it calls, and no schema, validator or other hook', async () => {
  const modules = await modulesOf('BillfoldRoot, useInvoices');
  const ofContract = modules.filter((id) => id.includes('/contract/')).map((id) => id.split('/src/')[1]);
  expect(ofContract.sort()).toEqual([
    'operation.ts',
    'operations/invoices.ts',
    'operations/sessions.ts',
    'stepUp.ts',
  ]);
  expect(modules.filter((id) => id.includes('node_modules'))).toEqual([]);
  expect(modules.filter((id) => /\/src\/\w+\/use/.test(id)).map((id) => id.split('/').at(-1))).toEqual([
    'useInvoices.ts',
  ]);
});

test('[H37] a page that takes a payment method loads what that needs, and no schema, validator or other hook', async () => {
  const modules = await modulesOf('BillfoldRoot, useAddPaymentMethod');
  const ofContract = modules.filter((id) => id.includes('/contract/')).map((id) => id.split('/src/')[1]);
  expect(ofContract.sort()).toEqual([
    'operation.ts',
    'operations/payment-methods.ts',
    'operations/sessions.ts',
    'stepUp.ts',
  ]);
  expect(modules.filter((id) => id.includes('node_modules'))).toEqual([]);
  expect(modules.flatMap((id) => /\/src\/\w[\w-]+\/(use\w+)\.ts$/.exec(id)?.[1] ?? [])).toEqual([
    'useAddPaymentMethod',
  ]);
});
