import { describe, expect, test } from 'vitest';
import { imageAt, linkTo, themeOf } from './branding.js';

describe('[P14] branding is data', () => {
  test('a colour and a length become the theme', () => {
    expect(themeOf({ accent: '#0f766e', radius: 0 })).toEqual({
      '--bf-accent': '#0f766e',
      '--bf-radius': '0px',
    });
    expect(themeOf({ accent: null, radius: null })).toEqual({});
  });

  test.each([
    'red;background:url(//x.test)',
    'url(//x.test)',
    '#0f766e;',
    '#0f766e}body{display:none',
    '#0F766E',
    '#fff',
    'var(--x)',
    '</style><script>alert(1)</script>',
    '',
  ])('%j is no accent', (accent) => {
    expect(themeOf({ accent, radius: null })).toEqual({});
  });

  test.each([-1, 25, 1.5, NaN, '8px;color:red' as never])('%j is no radius', (radius) => {
    expect(themeOf({ accent: null, radius })).toEqual({});
  });

  test('web pages and mail addresses are links', () => {
    for (const url of ['https://example.com/terms', 'http://localhost:5173/x', 'mailto:help@example.com'])
      expect(linkTo(url)).toBe(url);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    '//example.com',
    'terms',
    '',
    null,
  ])('%j is no link', (url) => {
    expect(linkTo(url)).toBeNull();
  });

  test('pictures come from https, or with the page itself', () => {
    for (const url of [
      'https://example.com/logo.png',
      'data:image/png;base64,AAAA',
      'data:image/webp;base64,AAAA',
    ])
      expect(imageAt(url)).toBe(url);
  });

  test.each([
    'http://example.com/logo.png',
    'data:image/svg+xml;base64,AAAA',
    'data:text/html,x',
    'javascript:alert(1)',
    null,
  ])('%j is no picture', (url) => {
    expect(imageAt(url)).toBeNull();
  });
});
