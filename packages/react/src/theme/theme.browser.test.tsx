import { render } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import layered from '../styles.layer.css?inline';
import styles from '../styles.css?inline';
import { BillfoldDisplay } from '../BillfoldDisplay.js';
import type { ColorScheme } from '../display.js';
import { Button } from '../primitives/Button.js';
import { Section } from '../primitives/Section.js';
import { invoiceListView, subscriptionSummaryView } from '../../test/states.js';

const added: HTMLElement[] = [];
const addStyles = (text: string) => {
  const element = Object.assign(document.createElement('style'), { textContent: text });
  document.head.append(element);
  added.push(element);
};
afterEach(() => {
  for (const element of added.splice(0)) element.remove();
  document.documentElement.removeAttribute('style');
});

const style = (selector: string, root: ParentNode = document) =>
  getComputedStyle(root.querySelector(selector)!);

describe('three inputs', () => {
  test('[U10] accent, radius and font are set by the host, above or on the component itself', () => {
    addStyles(styles);
    addStyles('.bf-root { --bf-duration: 0s }');
    document.documentElement.style.cssText =
      '--bf-accent: rgb(200 0 0); --bf-radius: 20px; --bf-font: monospace';
    render(
      <Section state="ready" title="Title">
        <Button variant="primary">Press</Button>
      </Section>,
    );
    expect(style('.bf-Button').backgroundColor).toBe('rgb(200, 0, 0)');
    expect(style('.bf-Button').borderRadius).toBe('15px');
    expect(style('.bf-root').borderRadius).toBe('25px');
    expect(style('.bf-root').fontFamily).toBe('monospace');
    expect(style('.bf-Button').fontFamily).toBe('monospace');

    (document.querySelector('.bf-root') as HTMLElement).style.setProperty('--bf-accent', 'rgb(0 90 0)');
    expect(style('.bf-Button').backgroundColor).toBe('rgb(0, 90, 0)');
  });

  test('[U10] without them the font is the host’s, and nothing outside of a component has a token or a style', () => {
    addStyles(styles);
    document.documentElement.style.fontFamily = 'cursive';
    const plain = document.body.appendChild(document.createElement('button'));
    added.push(plain);
    const before = JSON.stringify(Object.fromEntries(Object.entries(getComputedStyle(plain))));
    render(<Section state="ready" title="Title" />);
    expect(style('.bf-root').fontFamily).toBe('cursive');
    for (const outside of [document.documentElement, document.body, plain]) {
      expect(getComputedStyle(outside).getPropertyValue('--bf-surface')).toBe('');
    }
    added[0]!.remove();
    expect(JSON.stringify(Object.fromEntries(Object.entries(getComputedStyle(plain))))).toBe(before);
  });

  test('[U10] a token of the host wins, wherever it stands', () => {
    addStyles('.bf-root { --bf-surface: rgb(1 2 3) }');
    addStyles(styles);
    render(<Section state="ready" title="Title" />);
    expect(style('.bf-root').backgroundColor).toBe('rgb(1, 2, 3)');
  });
});

describe('light and dark', () => {
  const surface = (wrapper: Record<string, string>, scheme: ColorScheme = 'inherit') => {
    const { container, unmount } = render(
      <BillfoldDisplay colorScheme={scheme}>
        <div {...wrapper}>
          <Section state="ready" title="Title" />
        </div>
      </BillfoldDisplay>,
    );
    // The surface of the dark theme has a lightness of a fifth.
    const { backgroundColor } = style('.bf-root', container);
    unmount();
    return backgroundColor === 'rgb(255, 255, 255)' ? 'light' : 'dark';
  };

  test.each([
    [{}, 'light'],
    [{ className: 'dark' }, 'dark'],
    [{ 'data-theme': 'dark' }, 'dark'],
    [{ 'data-color-scheme': 'dark' }, 'dark'],
    [{ 'data-mantine-color-scheme': 'dark' }, 'dark'],
    [{ 'data-bs-theme': 'dark' }, 'dark'],
    [{ className: 'light' }, 'light'],
  ])('[U12] it is as the host says: %o is %s', (wrapper, expected) => {
    addStyles(styles);
    expect(surface(wrapper)).toBe(expected);
  });

  test('[U12] it follows the color-scheme of a host without a class', () => {
    addStyles(styles);
    document.documentElement.style.colorScheme = 'dark';
    expect(surface({})).toBe('dark');
  });

  test('[U12] the nearest word of the host counts', () => {
    addStyles(styles);
    const html = document.documentElement;
    html.className = 'light';
    expect(surface({ className: 'dark' })).toBe('dark');
    html.className = 'dark';
    expect(surface({ className: 'light' })).toBe('light');
    html.className = '';
  });

  test('[U12] the root’s own word counts more', () => {
    addStyles(styles);
    expect(surface({ className: 'dark' }, 'light')).toBe('light');
    expect(surface({ className: 'light' }, 'dark')).toBe('dark');
    document.documentElement.style.colorScheme = 'dark';
    expect(surface({}, 'system')).toBe('light');
  });
});

describe('in the page of a host', () => {
  const preflight = `*, ::before, ::after { box-sizing: border-box; border: 0 solid; margin: 0; padding: 0 }
    button { background: transparent; color: inherit; font: inherit; padding: 0 } h2 { font-size: inherit; font-weight: inherit }
    table { border-collapse: collapse; text-indent: 0 }`;

  test('[U13] resets of elements take nothing away', () => {
    addStyles(styles);
    addStyles(preflight);
    const { container } = render(
      <Section state="ready" title="Title">
        <Button variant="primary">Press</Button>
      </Section>,
    );
    expect(style('.bf-Button', container).backgroundColor).toBe('rgb(33, 90, 162)');
    expect(style('.bf-Button', container).paddingInlineStart).toBe('14px');
    expect(style('.bf-Section-title', container).fontWeight).toBe('600');
  });

  test('[U13] one class of the host overrides a part, also in its variants', () => {
    addStyles(styles);
    addStyles('.brand { background: rgb(9 9 9); color: rgb(8 8 8); border-radius: 0 }');
    const { container } = render(
      <Section state="ready" title="Title" className="brand">
        <Button variant="primary" className="brand">
          Press
        </Button>
      </Section>,
    );
    for (const selector of ['.bf-Button', '.bf-Section']) {
      expect(style(selector, container)).toMatchObject({
        backgroundColor: 'rgb(9, 9, 9)',
        color: 'rgb(8, 8, 8)',
        borderRadius: '0px',
      });
    }
  });

  test('[U17] the layered styles give way to everything that the host writes', () => {
    addStyles('button { background: rgb(9 9 9) }');
    addStyles(layered);
    const { container } = render(<Button className="bf-root">Press</Button>);
    expect(style('.bf-Button', container).backgroundColor).toBe('rgb(9, 9, 9)');
    expect(style('.bf-Button', container).fontWeight).toBe('550');
  });

  test('[U14] a page in quirks mode gets the same letters in the same colour, in tables too', () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.style.width = '800px';
    added.push(frame);
    const page = frame.contentDocument!;
    page.open();
    page.write(`<style>${styles}</style><body style="font: 20px serif; color: red"><div></div>`);
    page.close();
    expect(page.compatMode).toBe('BackCompat');
    render(
      <div className="dark">
        {invoiceListView()}
        {subscriptionSummaryView()}
      </div>,
      { container: page.querySelector('div')! },
    );
    const root = frame.contentWindow!.getComputedStyle(page.querySelector('.bf-root')!);
    const cell = frame.contentWindow!.getComputedStyle(page.querySelector('tbody td:nth-child(4)')!);
    expect(cell.color).toBe(root.color);
    expect(cell.fontSize).toBe('14px');
    expect(cell.fontFamily).toBe(root.fontFamily);
    expect(cell.lineHeight).toBe(root.lineHeight);
  });
});
