import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CACHE, ROOT } from './paths.js';

// A small copy of the repository's shape, in which each rule of .dependency-cruiser.cjs is broken once.

interface Planted {
  rule: string;
  file: string;
  source: string;
}

const violations: Planted[] = [
  {
    rule: 'no-cycle',
    file: 'packages/sdk/src/cycleA.ts',
    source: `import { b } from './cycleB.js'; export const a = (): unknown => b;`,
  },
  { rule: 'resolvable', file: 'packages/sdk/src/lost.ts', source: `import './nowhere.js';` },
  { rule: 'no-grab-bag', file: 'packages/sdk/src/grab.ts', source: `import './utils/text.js';` },
  { rule: 'no-grab-bag', file: 'packages/sdk/src/grabFile.ts', source: `import './helpers.js';` },
  {
    rule: 'production-imports-no-tests',
    file: 'packages/sdk/src/needsTest.ts',
    source: `import './some.test.js';`,
  },
  {
    rule: 'packages-know-no-surroundings',
    file: 'packages/sdk/src/outward.test.ts',
    source: `import '../../../bench/run.js';`,
  },
  {
    rule: 'other-packages-by-name',
    file: 'packages/sdk/src/byPath.ts',
    source: `import '../../contract/src/index.js';`,
  },
  {
    rule: 'other-packages-by-name',
    file: 'examples/settings-page/src/byPath.ts',
    source: `import '../../../packages/sdk/src/index.js';`,
  },
  {
    rule: 'contract-imports-of-ours',
    file: 'packages/contract/src/upward.ts',
    source: `import '@billfold/sdk';`,
  },
  { rule: 'contract-imports-of-others', file: 'packages/contract/src/others.ts', source: `import 'hono';` },
  { rule: 'contract-does-no-io', file: 'packages/contract/src/io.ts', source: `import 'node:fs';` },
  {
    rule: 'server-imports-of-ours',
    file: 'packages/server/src/usesHooks.ts',
    source: `import '@billfold/hooks';`,
  },
  {
    rule: 'server-imports-of-ours',
    file: 'packages/server/src/usesReact.ts',
    source: `import '@billfold/react';`,
  },
  {
    rule: 'server-core-runs-in-a-tab',
    file: 'packages/server/src/http/disk.ts',
    source: `import 'node:fs';`,
  },
  {
    rule: 'server-core-without-node-packages',
    file: 'packages/server/src/database/direct.ts',
    source: `import 'pg';`,
  },
  {
    rule: 'server-core-without-node-packages',
    file: 'packages/server/src/database/drizzlePg.ts',
    source: `import 'drizzle-orm/node-postgres';`,
  },
  {
    rule: 'server-core-without-node-packages',
    file: 'packages/server/src/providers/sandbox/paper.ts',
    source: `import 'pdfkit';`,
  },
  {
    rule: 'server-core-without-node-packages',
    file: 'packages/server/src/http/log.ts',
    source: `import 'pino';`,
  },
  {
    rule: 'server-core-without-node-packages',
    file: 'packages/server/src/http/listen.ts',
    source: `import '@hono/node-server';`,
  },
  {
    rule: 'server-core-imports-no-node-part',
    file: 'packages/server/src/http/started.ts',
    source: `import '../node.js';`,
  },
  {
    rule: 'vitest-only-in-the-conformance-suite',
    file: 'packages/server/src/http/tested.ts',
    source: `import 'vitest';`,
  },
  {
    rule: 'vitest-only-in-the-conformance-suite',
    file: 'packages/server/src/providers/proven.ts',
    source: `import '../provider/describeProvider.js';`,
  },
  {
    rule: 'stripe-only-in-its-provider',
    file: 'packages/server/src/http/stripe.ts',
    source: `import 'stripe';`,
  },
  {
    rule: 'features-apart',
    file: 'packages/server/src/invoices/peek.ts',
    source: `import '../plans/listPlans.js';`,
  },
  {
    rule: 'features-see-the-port-only',
    file: 'packages/server/src/invoices/provider.ts',
    source: `import '../providers/sandbox/index.js';`,
  },
  {
    rule: 'features-see-the-port-only',
    file: 'packages/server/src/invoices/framework.ts',
    source: `import 'hono';`,
  },
  {
    rule: 'providers-apart',
    file: 'packages/server/src/providers/stripe/borrow.ts',
    source: `import '../sandbox/index.js';`,
  },
  {
    rule: 'sdk-imports-of-ours',
    file: 'packages/sdk/src/usesServer.ts',
    source: `import '@billfold/server';`,
  },
  { rule: 'sdk-imports-of-others', file: 'packages/sdk/src/others.ts', source: `import 'react';` },
  {
    rule: 'sdk-frameworks-only-in-adapters',
    file: 'packages/sdk/src/framework.ts',
    source: `import 'hono';`,
  },
  {
    rule: 'hooks-imports-of-ours',
    file: 'packages/hooks/src/usesServer.ts',
    source: `import '@billfold/server';`,
  },
  { rule: 'hooks-imports-of-others', file: 'packages/hooks/src/others.ts', source: `import 'react-dom';` },
  { rule: 'hooks-have-no-looks', file: 'packages/hooks/src/looks.ts', source: `import './looks.css';` },
  {
    rule: 'react-imports-of-ours',
    file: 'packages/react/src/usesServer.ts',
    source: `import '@billfold/server';`,
  },
  {
    rule: 'react-imports-of-others',
    file: 'packages/react/src/usesQuery.ts',
    source: `import '@tanstack/react-query';`,
  },
  {
    rule: 'react-sees-types-of-the-contract',
    file: 'packages/react/src/values.ts',
    source: `import { money } from '@billfold/contract'; export default money;`,
  },
  {
    rule: 'stripe-js-only-in-its-payment-fields',
    file: 'packages/react/src/card.ts',
    source: `import '@stripe/stripe-js';`,
  },
  {
    rule: 'components-apart',
    file: 'packages/react/src/components/InvoiceList/peek.ts',
    source: `import '../PlanSwitcher/index.js';`,
  },
  {
    rule: 'parts-below-components',
    file: 'packages/react/src/primitives/peek.ts',
    source: `import '../components/PlanSwitcher/index.js';`,
  },
  {
    rule: 'no-css-in-components',
    file: 'packages/react/src/components/InvoiceList/styled.ts',
    source: `import './InvoiceList.css';`,
  },
  {
    rule: 'hosted-imports-of-ours',
    file: 'packages/hosted/src/usesServer.ts',
    source: `import '@billfold/server';`,
  },
  {
    rule: 'fields-imports-of-ours',
    file: 'packages/fields/src/usesContract.ts',
    source: `import '@billfold/contract';`,
  },
  {
    rule: 'fields-import-nothing-of-others',
    file: 'packages/fields/src/others.ts',
    source: `import 'react';`,
  },
  { rule: 'hosted-imports-of-others', file: 'packages/hosted/src/others.ts', source: `import 'hono';` },
];

/** The other half of the planted cycle, which is reported once, for its first module. */
const cycleB = `import { a } from './cycleA.js'; export const b = (): unknown => a;`;

/** What the rules allow, so that a rule that reports everything is seen as well. */
const allowed: Record<string, string> = {
  'packages/contract/src/index.ts': `import 'valibot'; export const money = 1;`,
  'packages/sdk/src/index.ts': `import '@billfold/contract';`,
  'packages/sdk/src/adapters/hono.ts': `import 'hono';`,
  'packages/sdk/src/utils/text.ts': `export {};`,
  'packages/sdk/src/helpers.ts': `export {};`,
  'packages/sdk/src/some.test.ts': `import '@billfold/server';`,
  'packages/server/src/index.ts': `import '@billfold/contract'; import 'hono'; import './invoices/listInvoices.js';`,
  'packages/server/src/node.ts': `import 'node:fs'; import 'pg'; import 'pino'; import '@hono/node-server'; import 'drizzle-orm/node-postgres'; import './index.js';`,
  'packages/server/src/invoices/listInvoices.ts': `import '@billfold/contract'; import '../provider/Provider.js'; import './page.js';`,
  'packages/server/src/invoices/page.ts': `export {};`,
  'packages/server/src/plans/listPlans.ts': `export {};`,
  'packages/server/src/provider/Provider.ts': `export {};`,
  'packages/server/src/provider/describeProvider.ts': `import 'vitest';`,
  'packages/server/src/providers/sandbox.test.ts': `import '../provider/describeProvider.js'; import 'vitest';`,
  'packages/server/src/providers/sandbox/index.ts': `import '../../provider/Provider.js';`,
  'packages/server/src/providers/sandbox/pdf/renderDocument.ts': `import 'pdfkit';`,
  'packages/server/src/providers/stripe/index.ts': `import 'stripe';`,
  'packages/hooks/src/index.ts': `import '@billfold/contract'; import 'react'; import '@tanstack/react-query';`,
  'packages/hooks/src/looks.css': ``,
  'packages/react/src/index.ts': `import '@billfold/hooks'; import type { money } from '@billfold/contract'; import 'clsx'; import './components/InvoiceList/index.js'; export type { money };`,
  'packages/react/src/components/InvoiceList/index.ts': `import '../../primitives/Button.js'; import './InvoiceListView.js';`,
  'packages/react/src/components/InvoiceList/InvoiceListView.ts': `export {};`,
  'packages/react/src/components/InvoiceList/InvoiceList.css': ``,
  'packages/react/src/components/PlanSwitcher/index.ts': `export {};`,
  'packages/react/src/primitives/Button.ts': `import 'radix-ui';`,
  'packages/react/src/components/InvoiceList/InvoiceList.test.ts': `import '@billfold/server'; import '../PlanSwitcher/index.js';`,
  'packages/hosted/src/main.ts': `import '@billfold/react'; import '@billfold/hooks'; import 'react-dom';`,
  'bench/run.ts': `import '@billfold/server';`,
  'examples/settings-page/src/main.ts': `import '@billfold/react';`,
};

const tree = join(CACHE, 'import-rules', String(process.pid));
let reported: { rule: string; file: string }[] = [];

beforeAll(async () => {
  for (const { file, source } of violations) write(file, source);
  for (const [file, source] of Object.entries(allowed)) write(file, source);
  for (const name of readdirSync(join(ROOT, 'packages'))) link(name);
  write('packages/sdk/src/cycleB.ts', cycleB);
  for (const name of ['stripe', '@stripe/stripe-js', 'radix-ui', 'drizzle-orm']) standIn(name);
  write('package.json', '{ "workspaces": ["packages/*", "examples/*"] }');
  write(
    'tsconfig.check.json',
    '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "NodeNext" } }',
  );
  reported = await violationsIn(tree);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(violations)('$file breaks $rule', ({ rule, file }) => {
  expect(reported).toContainEqual({ rule, file });
});

test.each(Object.keys(allowed))('%s breaks nothing', (file) => {
  expect(reported.filter((report) => report.file === file)).toEqual([]);
});

test('every rule is broken once', () => {
  const planted = new Set(violations.map(({ rule }) => rule));
  expect([...planted].sort()).toEqual(
    rules()
      .map(({ name }) => name)
      .sort(),
  );
});

function rules(): { name: string }[] {
  const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IFlattenedRuleSet;
  return forbidden as { name: string }[];
}

async function violationsIn(folder: string): Promise<{ rule: string; file: string }[]> {
  const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
    forbidden: never;
    options: ICruiseOptions;
  };
  const { exclude: _excludesTheCacheThatHoldsThisTree, ...others } = options;
  const { output } = await cruise(
    ['packages', 'examples', 'bench'],
    { ...others, baseDir: folder, ruleSet: { forbidden }, validate: true },
    { ...(options.enhancedResolveOptions as object) },
    { tsConfig: extractTSConfig(join(folder, 'tsconfig.check.json')) },
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from }) => ({
    rule: rule.name,
    file: from,
  }));
}

function write(file: string, source: string): void {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
}

/** A package of ours, with its real exports, where an import by name finds it. */
function link(name: string): void {
  const manifest = join('packages', name, 'package.json');
  mkdirSync(join(tree, 'packages', name), { recursive: true });
  cpSync(join(ROOT, manifest), join(tree, manifest));
  mkdirSync(join(tree, 'node_modules/@billfold'), { recursive: true });
  symlinkSync(join(tree, 'packages', name), join(tree, 'node_modules/@billfold', name));
}

/** A package that isn't installed where this tree looks: a rule may come before its package. */
function standIn(name: string): void {
  const exports = { '.': './index.js', './*': './*/index.js' };
  write(
    `node_modules/${name}/package.json`,
    JSON.stringify({ name, version: '0.0.0', type: 'module', exports }),
  );
  write(`node_modules/${name}/index.js`, 'export {};');
  write(`node_modules/${name}/node-postgres/index.js`, 'export {};');
}
