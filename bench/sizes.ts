// The bytes that each entry adds to a page which already has React and TanStack Query.
//   bench/sizes.ts            prints the table
//   bench/sizes.ts --check    fails when an entry is over its budget
//   bench/sizes.ts --lower    lowers the budgets to the present sizes plus 5 %; they are raised by hand only
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { bundle } from 'lightningcss';
import { build, defaultClientConditions, type Rolldown } from 'vite';

/** What an application would write to use the entry; or a style sheet. */
const entries: Record<string, { source: string } | { css: string }> = {
  ManageBillingButton: { source: `export { ManageBillingButton } from '@billfold/react'` },
  'one hook, root, client': {
    source: `export { BillfoldRoot, createClient, useInvoices } from '@billfold/hooks'`,
  },
  'all hooks': { source: `export * from '@billfold/hooks'` },
  'InvoiceList, root': { source: `export { BillfoldRoot, InvoiceList } from '@billfold/react'` },
  'SubscriptionSummary, root': {
    source: `export { BillfoldRoot, SubscriptionSummary } from '@billfold/react'`,
  },
  'PlanSwitcher, root': { source: `export { BillfoldRoot, PlanSwitcher } from '@billfold/react'` },
  'UpcomingInvoice, root': { source: `export { BillfoldRoot, UpcomingInvoice } from '@billfold/react'` },
  'CancelSubscription, root': {
    source: `export { BillfoldRoot, CancelSubscription } from '@billfold/react'`,
  },
  'PauseSubscription, root': { source: `export { BillfoldRoot, PauseSubscription } from '@billfold/react'` },
  'PastDueBanner, root': { source: `export { BillfoldRoot, PastDueBanner } from '@billfold/react'` },
  'PendingChangeBanner, root': {
    source: `export { BillfoldRoot, PendingChangeBanner } from '@billfold/react'`,
  },
  'TrialBanner, root': { source: `export { BillfoldRoot, TrialBanner } from '@billfold/react'` },
  'PaymentMethodList, root': {
    source: `export { BillfoldRoot, PaymentMethodList } from '@billfold/react'`,
  },
  'PaymentMethodForm, root, Stripe': {
    source: `export { BillfoldRoot, PaymentMethodForm } from '@billfold/react'; export * from '@billfold/react/stripe'`,
  },
  'BillingDetailsForm, root': {
    source: `export { BillfoldRoot, BillingDetailsForm } from '@billfold/react'`,
  },
  'BillingOverview, root': { source: `export { BillfoldRoot, BillingOverview } from '@billfold/react'` },
  'BillingActivity, root': { source: `export { BillfoldRoot, BillingActivity } from '@billfold/react'` },
  'Stripe fields': { source: `export * from '@billfold/react/stripe'` },
  // Every component as a page shows it: without the views, which are for pages with data of their own.
  'whole portal': {
    source: `export {
      BillfoldRoot, BillingActivity, BillingDetailsForm, BillingOverview, CancelSubscription, InvoiceList, ManageBillingButton, PastDueBanner,
      PauseSubscription, PaymentMethodForm, PaymentMethodList, PendingChangeBanner, PlanSwitcher, SubscriptionSummary,
      TrialBanner, UpcomingInvoice,
    } from '@billfold/react'`,
  },
  everything: { source: `export * from '@billfold/react'` },
  'sandbox hooks': { source: `export * from '@billfold/hooks/sandbox'` },
  'sandbox panel, root': {
    source: `export { BillfoldRoot } from '@billfold/react'; export * from '@billfold/react/sandbox'`,
  },
  'styles.css': { css: 'packages/react/src/styles.css' },
  'InvoiceList.css': { css: 'packages/react/src/components/InvoiceList/InvoiceList.css' },
  'PlanSwitcher.css': { css: 'packages/react/src/components/PlanSwitcher/PlanSwitcher.css' },
  'CancelSubscription.css': {
    css: 'packages/react/src/components/CancelSubscription/CancelSubscription.css',
  },
  'PaymentMethodList.css': { css: 'packages/react/src/components/PaymentMethodList/PaymentMethodList.css' },
  'BillingDetailsForm.css': {
    css: 'packages/react/src/components/BillingDetailsForm/BillingDetailsForm.css',
  },
};

/** Gzip bytes, in `bench/size-budget.json`. */
interface Limit {
  /** Where we want to be; null when nobody has set one. */
  goal: number | null;
  /** Where we must be: the size of the last time it was lowered, plus 5 %. */
  budget: number | null;
}

interface Budget extends Limit {
  /** With all that is loaded when it is needed: what is put off must not grow either. */
  withLazy?: Limit;
  /** Why the goal is missed, or the budget was raised. */
  reason?: string;
}

interface Size {
  /** What is loaded at once: everything reachable by static imports. */
  gzip: number;
  brotli: number;
  /** Gzip bytes of the parts that are loaded when they are needed. */
  lazy: number;
}

const BUDGETS = new URL('size-budget.json', import.meta.url);
const budgets = JSON.parse(readFileSync(BUDGETS, 'utf8')) as Record<string, Budget>;

const NO_LIMIT: Limit = { goal: null, budget: null };

interface Row {
  name: string;
  size: Size;
  budget: Budget;
}

const rows: Row[] = [];
for (const [name, entry] of Object.entries(entries)) {
  try {
    const size = 'css' in entry ? sizeOfCss(entry.css) : await sizeOfSource(entry.source);
    rows.push({ name, size, budget: budgets[name] ?? NO_LIMIT });
  } catch (error) {
    // The other entries are worth reading all the same.
    console.log(`${name} can't be built: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

if (process.argv.includes('--lower')) lowerBudgets();
printTable();
const over = rows.filter(isOver);
if (process.argv.includes('--check') && over.length > 0) {
  console.log(`\nOver budget: ${over.map(({ name }) => name).join(', ')}.`);
  console.log('Make it smaller, or raise its budget in bench/size-budget.json and say the reason there.');
  process.exitCode = 1;
}

async function sizeOfSource(source: string): Promise<Size> {
  const entry = 'virtual:entry';
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@billfold/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        // The last one is what Vite adds to an application's first dynamic import; it isn't ours.
        external: [
          /^react($|\/)/,
          /^react-dom($|\/)/,
          /^@tanstack\/react-query($|\/)/,
          /vite\/preload-helper/,
        ],
        preserveEntrySignatures: 'strict',
      },
    },
  })) as Rolldown.RolldownOutput;

  const chunks = output.output.filter((item) => item.type === 'chunk');
  const initial = reachableFrom(
    chunks.find(({ isEntry }) => isEntry),
    chunks,
  );
  const rest = chunks.filter((chunk) => !initial.includes(chunk));
  return {
    ...compressed(initial.map(({ code }) => code)),
    lazy: compressed(rest.map(({ code }) => code)).gzip,
  };
}

function reachableFrom(
  first: Rolldown.OutputChunk | undefined,
  chunks: Rolldown.OutputChunk[],
): Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>();
  const visit = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) visit(chunks.find(({ fileName }) => fileName === name));
  };
  visit(first);
  return [...found];
}

function sizeOfCss(filename: string): Size {
  const { code } = bundle({ filename, minify: true });
  return { ...compressed([code.toString()]), lazy: 0 };
}

/** Files are compressed one by one, as a server sends them. */
function compressed(files: string[]): { gzip: number; brotli: number } {
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    gzip: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
    brotli: sum(files.map((file) => brotliCompressSync(file).length)),
  };
}

/** A budget follows its entry down, and stays at or below the goal once the goal is met. */
function lowerBudgets(): void {
  const lowered = ({ goal, budget }: Limit, size: number): Limit => {
    const present = Math.ceil(size * 1.05);
    const met = goal !== null && size <= goal ? goal : present;
    return { goal, budget: Math.min(present, met, budget ?? present) };
  };
  for (const row of rows) {
    const { name, size, budget } = row;
    const { withLazy = NO_LIMIT, reason } = budget;
    row.budget = {
      ...lowered(budget, size.gzip),
      ...(size.lazy > 0 && { withLazy: lowered(withLazy, size.gzip + size.lazy) }),
      ...(reason !== undefined && { reason }),
    };
    budgets[name] = row.budget;
  }
  writeFileSync(BUDGETS, `${JSON.stringify(budgets, null, 2)}\n`);
}

function isOver({ size, budget }: Row): boolean {
  const exceeds = (limit: Limit, bytes: number) => limit.budget === null || bytes > limit.budget;
  const isOverWithLazy = size.lazy > 0 && exceeds(budget.withLazy ?? NO_LIMIT, size.gzip + size.lazy);
  return exceeds(budget, size.gzip) || isOverWithLazy;
}

function printTable(): void {
  const kB = (bytes: number | null) => (bytes === null ? '–' : (bytes / 1000).toFixed(2));
  const line = (cells: string[]) =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(28) : cell.padStart(9))).join('');
  const limits = ['budget', 'goal'];
  console.log(line(['kB; react, query outside', 'gzip', 'brotli', ...limits, '+ lazy', ...limits, '']));
  for (const row of rows) {
    const { name, size, budget } = row;
    const { withLazy = NO_LIMIT } = budget;
    const cells = [
      kB(size.gzip),
      kB(size.brotli),
      kB(budget.budget),
      kB(budget.goal),
      ...(size.lazy > 0 ? [kB(size.gzip + size.lazy), kB(withLazy.budget), kB(withLazy.goal)] : ['', '', '']),
      isOver(row) ? 'over' : '',
    ];
    console.log(line([name, ...cells]));
  }
}
