import stylelint from 'stylelint';
import { expect, test } from 'vitest';
import { ROOT } from './paths.js';

const component = 'packages/react/src/components/InvoiceList/InvoiceList.css';
const theme = 'packages/react/src/theme/tokens.css';

const planted: [rule: string, file: string, css: string][] = [
  ['color-no-hex', component, '.bf-InvoiceList { color: #fff; }'],
  ['color-named', component, '.bf-InvoiceList { color: red; }'],
  ['function-disallowed-list', component, '.bf-InvoiceList { color: rgb(0 0 0); }'],
  ['function-disallowed-list', component, '.bf-InvoiceList { color: light-dark(var(--bf-a), var(--bf-b)); }'],
  ['property-disallowed-list', component, '.bf-InvoiceList { margin-left: 1rem; }'],
  ['property-disallowed-list', component, '.bf-InvoiceList { width: 1rem; }'],
  ['property-disallowed-list', theme, '.bf-root { padding-top: 1rem; }'],
  ['declaration-property-value-disallowed-list', component, '.bf-InvoiceList { text-align: left; }'],
  ['selector-class-pattern', component, '.invoice { color: inherit; }'],
  ['selector-class-pattern', component, '.bf-root .dark { color: inherit; }'],
  ['custom-property-pattern', component, '.bf-InvoiceList { --gap: 1rem; }'],
  ['selector-disallowed-list', theme, ':root { color: inherit; }'],
  ['selector-disallowed-list', component, 'body { color: inherit; }'],
  ['declaration-no-important', component, '.bf-InvoiceList { color: inherit !important; }'],
  ['selector-max-id', component, '#invoices { color: inherit; }'],
];

test.each(planted)('%s is reported in %s: %s', async (rule, file, css) => {
  expect(await rulesBroken(file, css)).toContain(rule);
});

test.each([
  [component, '.bf-InvoiceList-row[data-state="open"] { color: var(--bf-text); margin-inline-start: 1rem; }'],
  [component, '.bf-InvoiceList { border-color: transparent; outline-color: Highlight; }'],
  [
    component,
    '.bf-InvoiceList { --_gap: 1rem; background: color-mix(in oklab, var(--bf-a) 10%, transparent); }',
  ],
  [theme, ':where(.dark) .bf-root { --bf-surface: light-dark(#fff, oklch(0.2 0.1 20deg)); }'],
])('nothing is reported in %s: %s', async (file, css) => {
  expect(await rulesBroken(file, css)).toEqual([]);
});

async function rulesBroken(file: string, code: string): Promise<string[]> {
  const { results } = await stylelint.lint({ code, codeFilename: `${ROOT}/${file}`, cwd: ROOT });
  return results.flatMap(({ warnings }) => warnings.map(({ rule }) => rule));
}
