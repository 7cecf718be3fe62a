import { expect, test } from 'vitest';
import { strange } from '../../../test/strangeMessages.js';
import { holderToSay, readMessage } from './messages.js';

const heard = (message: object) => readMessage({ billfold: 'fields', ...message });

test('[U159] messages of the card page are read', () => {
  expect(heard({ type: 'ready' })).toEqual({ type: 'ready' });
  expect(heard({ type: 'resize', height: 400 })).toEqual({ type: 'resize', height: 400 });
  expect(heard({ type: 'change', complete: true, kind: 'card' })).toEqual({
    type: 'change',
    complete: true,
    kind: 'card',
  });
  expect(heard({ type: 'submitted', id: '1', result: { status: 'invalid' } })).toEqual({
    type: 'submitted',
    id: '1',
    entry: null,
  });
  const entry = { method: 'sepa_debit', holder: 'Example Person' };
  expect(heard({ type: 'submitted', id: '1', result: { status: 'ok', ...entry } })).toMatchObject({ entry });
});

test('[U159] what it says beside that goes nowhere', () => {
  const result = { status: 'ok', method: 'visa', expiry: { month: 1, year: 2034, day: 1 }, number: '4242' };
  expect(heard({ type: 'submitted', id: '1', result })).toEqual({
    type: 'submitted',
    id: '1',
    entry: { method: 'visa', expiry: { month: 1, year: 2034 } },
  });
});

test.each(strange.map((message, index) => [index, message] as const))(
  '[U159] shape %i is none',
  (_, message) => {
    expect(readMessage(message)).toBeNull();
  },
);

test('[U227] a name to begin with is one that the card page takes, or none', () => {
  const long = 'x'.repeat(200);
  for (const name of ['Example Person', 'Firma 12345678 GmbH', long]) expect(holderToSay(name)).toBe(name);
  for (const name of [
    'Firma 123456789 GmbH',
    'شركة ١٢٣٤٥٦٧٨٩',
    '①②③④⑤⑥⑦⑧⑨',
    'Example\nPerson',
    'Example\u2028Person',
    `${long}x`,
    '',
  ])
    expect(holderToSay(name)).toBe('');
});

test('[U159] there are fifty of them', () => {
  expect(strange).toHaveLength(50);
});
