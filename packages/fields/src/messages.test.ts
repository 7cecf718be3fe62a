import { expect, test } from 'vitest';
import { readMessage } from './messages.js';
import { strange } from '../test/strangeMessages.js';

test('[F13] messages of known shapes are read', () => {
  const theme = { text: 'rgb(1, 2, 3)' };
  const marked = (message: object) => readMessage({ billfold: 'fields', ...message });
  expect(marked({ type: 'init', locale: 'de', holder: 'A', theme })).toEqual({
    type: 'init',
    locale: 'de',
    holder: 'A',
    theme,
  });
  expect(marked({ type: 'init', locale: 'de', theme })).toMatchObject({ holder: '' });
  expect(marked({ type: 'theme', theme })).toEqual({ type: 'theme', theme });
  expect(marked({ type: 'lock', locked: true })).toEqual({ type: 'lock', locked: true });
  expect(marked({ type: 'submit', id: 'a-1' })).toEqual({ type: 'submit', id: 'a-1' });
  expect(marked({ type: 'focus', extra: 1 })).toEqual({ type: 'focus' });
});

test.each(strange.map((message, index) => [index, message] as const))(
  '[F13] shape %i is not',
  (_, message) => {
    expect(readMessage(message)).toBeNull();
  },
);

test('[F13] there are fifty of them', () => {
  expect(strange).toHaveLength(50);
});
