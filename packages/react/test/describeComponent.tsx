import { render } from '@testing-library/react';
import { createRef, type CSSProperties, type ReactElement, type Ref } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { act } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { BillfoldDisplay } from '../src/BillfoldDisplay.js';
import { markedWords, unmarked } from './markedWords.js';

/** The props that a host may give to every component, whatever else it takes. */
export interface HostProps {
  ref?: Ref<never>;
  className?: string;
  style?: CSSProperties;
  id?: string;
  'data-testid'?: string;
  'aria-describedby'?: string;
}

export interface Conformance {
  /** The class that names the component, such as `bf-InvoiceList`. */
  className: string;
  /** The component with these props of the host and none that another test is about, in each of its states. */
  states: Record<string, (props: HostProps) => ReactElement>;
  /** Text in the pictures that is data and not words: numbers, names, written amounts and dates. */
  data: readonly string[];
}

/** What every component promises to the page that it is put into. Checked in each of its states. */
export function describeComponent(name: string, { className, states, data }: Conformance): void {
  describe(name, () => {
    describe.each(Object.entries(states))('%s', (state, element) => {
      afterEach(() => vi.restoreAllMocks());

      test('[U1] the root takes ref, class, style and every other attribute', () => {
        const ref = createRef<HTMLElement>();
        const { container } = render(
          element({
            ref: ref as Ref<never>,
            className: 'of-the-host',
            style: { marginTop: 7 },
            id: 'here',
            'data-testid': 'named',
            'aria-describedby': 'elsewhere',
          }),
        );
        const root = container.firstElementChild as HTMLElement;

        expect(ref.current).toBe(root);
        expect(root).toHaveClass('bf-root', className, 'of-the-host');
        expect(root).toHaveStyle({ marginTop: '7px' });
        expect(root).toHaveAttribute('id', 'here');
        expect(root).toHaveAttribute('data-testid', 'named');
        expect(root).toHaveAttribute('aria-describedby', 'elsewhere');
      });

      test('[U2] the root says its state, and that it is the only element it renders', () => {
        const { container } = render(element({}));
        expect(container.children).toHaveLength(1);
        expect(container.firstElementChild).toHaveAttribute('data-state', state);
      });

      test('[U3] every text and every name is one of the words, or data', () => {
        const { container } = render(<BillfoldDisplay words={markedWords}>{element({})}</BillfoldDisplay>);
        expect(unmarked(container.textContent ?? '', data)).toBe('');
        for (const named of container.querySelectorAll('[aria-label], [title], [placeholder], optgroup')) {
          for (const attribute of ['aria-label', 'title', 'placeholder', 'label']) {
            expect(unmarked(named.getAttribute(attribute) ?? '', data)).toBe('');
          }
        }
      });

      test('[U4] a server renders it, and the browser takes it over without a complaint', async () => {
        const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
        const page = document.createElement('div');
        page.innerHTML = renderToString(element({}));
        const before = page.innerHTML;
        expect(before).toContain(className);

        const recovered = vi.fn();
        const root = await act(() => hydrateRoot(page, element({}), { onRecoverableError: recovered }));
        expect(recovered).not.toHaveBeenCalled();
        expect(complaints).not.toHaveBeenCalled();
        expect(page.innerHTML).toBe(before);
        act(() => root.unmount());
      });
    });
  });
}
