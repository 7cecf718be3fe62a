import { render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../src/styles.css';
import { axeFindings } from './axe.js';
import { components } from './states.js';

const html = document.documentElement;

beforeEach(() => {
  html.lang = 'en';
  document.title = 'A page of the host';
});
afterEach(() => {
  html.dir = 'ltr';
  html.className = '';
  document.body.removeAttribute('style');
});

describe.each(Object.entries(components))('%s', (_name, { states }) => {
  describe.each(Object.entries(states))('%s', (_state, element) => {
    test.each([
      ['light', 'ltr', '#215aa2'],
      ['dark', 'rtl', '#facc15'],
    ])('[U6] axe finds nothing: %s, %s, %s', async (scheme, dir, accent) => {
      html.className = scheme;
      html.dir = dir;
      document.body.style.cssText = `--bf-accent: ${accent}; background: ${scheme === 'dark' ? '#000' : '#fff'}`;
      const { container } = render(element({}));
      // A ring that turns over hidden words is nothing whose contrast can be measured.
      for (const busy of container.querySelectorAll('[aria-busy=true].bf-Button')) busy.remove();
      expect(await axeFindings(container)).toEqual([]);
    });

    test.each([
      [320, 'ltr'],
      [320, 'rtl'],
      [520, 'ltr'],
      [800, 'rtl'],
    ])('[U7] nothing sticks out at %i px, %s', async (width, dir) => {
      await page.viewport(width, 700);
      html.dir = dir;
      const { container } = render(element({}));
      expect(html.scrollWidth).toBeLessThanOrEqual(width);
      const room = container.firstElementChild!.getBoundingClientRect();
      for (const part of container.querySelectorAll('button, select, .bf-Chip, .bf-Amount, time, p')) {
        if (part.closest('.bf-VisuallyHidden')) continue;
        const box = part.getBoundingClientRect();
        expect(box.left, part.outerHTML).toBeGreaterThanOrEqual(room.left - 0.5);
        expect(box.right, part.outerHTML).toBeLessThanOrEqual(room.right + 0.5);
      }
    });

    test('[U8] what can be pressed is large enough for a finger', () => {
      const { container } = render(element({}));
      for (const control of container.querySelectorAll('button, select, a')) {
        const { width, height } = control.getBoundingClientRect();
        expect(Math.min(width, height), control.outerHTML).toBeGreaterThanOrEqual(24);
      }
    });
  });
});
