import { afterEach, expect, test } from 'vitest';
import { applyTheme, readTheme } from './theme.js';

const page = document.documentElement;
afterEach(() => {
  page.removeAttribute('style');
  page.removeAttribute('dir');
});

test('[F14] a theme is put on the page, and the next one in its place', () => {
  applyTheme({ scheme: 'dark', direction: 'rtl', text: 'rgb(1, 2, 3)', fontSize: '15px' });
  expect(page.dir).toBe('rtl');
  expect(page.style.colorScheme).toBe('dark');
  expect(page.style.getPropertyValue('--text')).toBe('rgb(1, 2, 3)');
  expect(page.style.getPropertyValue('--font-size')).toBe('15px');
  applyTheme({ accentText: 'rgb(4, 5, 6)' });
  expect(page.dir).toBe('ltr');
  expect(page.style.colorScheme).toBe('');
  expect(page.style.getPropertyValue('--text')).toBe('');
  expect(page.style.getPropertyValue('--accent-text')).toBe('rgb(4, 5, 6)');
});

test.each([
  ['text', 'red'],
  ['text', 'rgb(1, 2, 3); background: url(//x)'],
  ['text', 'var(--x)'],
  ['text', 'url(https://x.test)'],
  ['surface', 'rgb(1 2 3)'],
  ['surface', 1],
  ['font', 'a; } body { display: none'],
  ['font', 'url(x)'],
  ['font', 'x'.repeat(401)],
  ['fontSize', '14'],
  ['fontSize', 'calc(1px)'],
  ['radius', '-1px'],
  ['radius', '99999px'],
  ['scheme', 'only dark'],
  ['direction', 'auto'],
  ['unknown', 'rgb(1, 2, 3)'],
  ['constructor', 'rgb(1, 2, 3)'],
])('[F14] %s: %s is left out, and the rest is kept', (name, value) => {
  expect(readTheme({ border: 'rgb(7, 8, 9)', [name]: value })).toEqual({ border: 'rgb(7, 8, 9)' });
});

test('[F14] usual fonts are fonts', () => {
  const font = `-apple-system, "Segoe UI", 'Noto Sans', ヒラギノ角ゴ, sans-serif`;
  expect(readTheme({ font })).toEqual({ font });
});
