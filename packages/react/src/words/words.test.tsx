import { errorTable } from '@billfold/contract';
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { markedWords, unmarked } from '../../test/markedWords.js';
import { BillfoldDisplay } from '../BillfoldDisplay.js';
import { english } from './english/index.js';
import { plural } from './plural.js';
import { useWords } from './useWords.js';
import type { WordsOverride } from './Words.js';

function Said({ own }: { own?: WordsOverride }) {
  const { section } = useWords(english, own);
  return <p>{[section.retry, section.offline, section.signIn].join(' | ')}</p>;
}

test('[U20] the component wins over the root, and the root over the default', () => {
  render(
    <BillfoldDisplay words={{ section: { retry: 'root', offline: 'root' } }}>
      <Said own={{ section: { offline: 'own' } }} />
    </BillfoldDisplay>,
  );
  expect(screen.getByText('root | own | Sign in again')).toBeVisible();
});

test('[U20] what one root leaves out comes from the root above it', () => {
  render(
    <BillfoldDisplay words={{ section: { retry: 'outer' } }} locale="de">
      <BillfoldDisplay locale="fr">
        <Said />
      </BillfoldDisplay>
    </BillfoldDisplay>,
  );
  expect(screen.getByText(/^outer/)).toBeVisible();
});

test('[U21] every code of the contract has a sentence, and none speaks to developers', () => {
  for (const code of Object.keys(errorTable) as (keyof typeof errorTable)[]) {
    expect(english.errors[code]).toMatch(/\.$/);
    expect(english.errors[code]).not.toMatch(/header|origin|credential|cursor|Idempotency|JSON|project/i);
  }
});

test.each([
  ['pl', 1, '1 faktura'],
  ['pl', 3, '3 faktury'],
  ['pl', 5, '5 faktur'],
  ['pl', 1000, '1000 faktur'],
])('[U24] %s %i: the form that the language asks for', (locale, count, text) => {
  expect(
    plural(locale, count, { one: '# faktura', few: '# faktury', many: '# faktur', other: '# faktury' }),
  ).toBe(text);
});

test('[U24] a form that is not given is the general one, and numbers are written as the language does', () => {
  expect(plural('ja', 1, { other: '# 件' })).toBe('1 件');
  expect(plural('de', 12345, { one: '# Rechnung', other: '# Rechnungen' })).toBe('12.345 Rechnungen');
});

test('[U3] the marks by which raw text is found do find it', () => {
  const marked = markedWords.section!.retry!;
  expect(unmarked(`${marked} and raw text`, [])).toBe('and raw text');
  expect(unmarked(`${marked} INV-1`, ['INV-1'])).toBe('');
});
