import { expect, test } from 'vitest';
import { complaints } from './checkSpecIds.js';

const spec = (text: string) => [{ path: 'packages/hooks/SPEC.md', text }];
const tests = (text: string) => [{ path: 'packages/hooks/src/a.test.tsx', text }];

test('a rule with its test is complete', () => {
  expect(
    complaints(spec('- **H1** The token is renewed once.'), tests("test('[H1] renewed once', …)")),
  ).toEqual([]);
});

test('one test may carry several ids', () => {
  expect(complaints(spec('- **H1** One.\n- **H2** Two.'), tests("test('[H1, H2] both', …)"))).toEqual([]);
});

test('a rule without a test is reported', () => {
  expect(complaints(spec('- **H1** One.\n- **H2** Two.'), tests("test('[H1] one', …)"))).toEqual([
    'packages/hooks/SPEC.md: no test carries [H2].',
  ]);
});

test('an id without a rule is reported', () => {
  expect(complaints(spec('- **H1** One.'), tests("test('[H1] one'); test('[H9] nine')"))).toEqual([
    'packages/hooks/src/a.test.tsx: [H9] is a rule of no SPEC.md.',
  ]);
});

test('an id that is given twice, or by another package, is reported', () => {
  expect(
    complaints(spec('- **H1** One.\n- **H1** Again.\n- **U1** Not ours.'), tests("'[H1]' '[U1]'")),
  ).toEqual([
    'packages/hooks/SPEC.md: H1 is already a rule of packages/hooks/SPEC.md.',
    "packages/hooks/SPEC.md: U1 begins with another package's letter.",
  ]);
});
