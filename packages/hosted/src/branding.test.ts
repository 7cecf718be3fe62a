import { brandFonts } from '@billfold/contract';
import { describe, expect, test } from 'vitest';
import { brandingOf, imageAt, linkTo, pageAt, themeOf } from './branding.js';

describe('[P14] branding is data', () => {
  test('a colour and a length become the theme', () => {
    expect(themeOf({ accent: '#0f766e', radius: 0, font: null })).toEqual({
      '--bf-accent': '#0f766e',
      '--bf-radius': '0px',
    });
    expect(themeOf({ accent: null, radius: null, font: null })).toEqual({});
  });

  test('[P47] a face is one of those that machines bring along, and ends in a kind that every machine has', () => {
    for (const font of brandFonts) {
      const stack = Object.values(themeOf({ accent: null, radius: null, font }));
      expect(stack).toEqual([expect.stringMatching(/^[a-zA-Z' ,-]+(?:sans-serif|serif|monospace)$/)]);
    }
  });

  test.each(['x;background:url(//x.test)', 'url(//x.test)', 'constructor', 'Comic Sans MS', ''])(
    '%j is no face',
    (font) => {
      expect(themeOf({ accent: null, radius: null, font: font as never })).toEqual({});
    },
  );

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
    expect(themeOf({ accent, radius: null, font: null })).toEqual({});
  });

  test.each([-1, 25, 1.5, NaN, '8px;color:red' as never])('%j is no radius', (radius) => {
    expect(themeOf({ accent: null, radius, font: null })).toEqual({});
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
    expect(pageAt(url)).toBeNull();
  });

  test('the page goes by itself to web pages only', () => {
    expect(pageAt('https://example.com/done')).toBe('https://example.com/done');
    expect(pageAt('mailto:help@example.com')).toBeNull();
  });

  const kept = `/logos/${'0a'.repeat(32)}`;

  test('[P48] a logo is in its address itself, or one that this portal keeps and the page asks its own origin for', () => {
    for (const url of [
      'data:image/png;base64,AAAA',
      'data:image/webp;base64,AAAA',
      'data:image/jpeg;base64,AA==',
    ])
      expect(imageAt(url)).toBe(url);
    for (const url of [kept, `https://billing.example.com${kept}`, `http://localhost:8787${kept}`])
      expect(imageAt(url)).toBe(kept);
  });

  test.each([
    'https://example.com/logo.png',
    `https://example.com/x${kept}`,
    `https://example.com${kept}?x`,
    `${kept}/../../portal/v1/session`,
    `//x.test${kept}`,
    `https:/\\x.test${kept}`,
    'data:image/svg+xml;base64,AAAA',
    'data:image/png,AAAA',
    'data:text/html,x',
    'javascript:alert(1)',
    null,
  ])('%j is no picture', (url) => {
    expect(imageAt(url)).toBeNull();
  });
});

describe('[P46] how the project looks stands in the page', () => {
  const page = (written: string | undefined): HTMLElement => {
    const element = document.createElement('html');
    if (written !== undefined) element.dataset['branding'] = written;
    return element;
  };

  test('what is left out is null', () => {
    expect(brandingOf(page('{"displayName":"Tidewater","accent":"#0f766e","radius":4}'))).toEqual({
      displayName: 'Tidewater',
      logoUrl: null,
      accent: '#0f766e',
      radius: 4,
      font: null,
      supportUrl: null,
      privacyUrl: null,
      termsUrl: null,
    });
  });

  test.each([undefined, '', '{}', 'null', '[]', '"x"', '{', '{"displayName":7}'])(
    '%j says nothing',
    (written) => {
      expect(brandingOf(page(written))).toBeNull();
    },
  );

  test('what is of another kind than it should be is as good as left out', () => {
    const hostile = {
      displayName: 'Tidewater',
      logoUrl: {},
      accent: ['#0f766e'],
      radius: '4px;x',
      supportUrl: 1,
    };
    const branding = brandingOf(page(JSON.stringify(hostile)))!;
    expect(Object.values(branding).filter((value) => value !== null)).toEqual(['Tidewater']);
  });
});
