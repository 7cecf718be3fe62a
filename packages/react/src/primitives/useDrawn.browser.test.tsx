import { render, screen } from '@testing-library/react';
import { StrictMode, useRef } from 'react';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import '../styles.css';
import { Banner } from './Banner.js';
import { Button } from './Button.js';
import { Dialog } from './Dialog.js';
import { Section } from './Section.js';

function OpenDialog() {
  const no = useRef<HTMLButtonElement>(null);
  return (
    <div className="bf-root">
      <Dialog isOpen title="Sure?" initialFocus={no} returnFocus={() => null} onClose={() => {}}>
        <Button ref={no}>No</Button>
      </Dialog>
    </div>
  );
}

const section = (
  <Section state="ready" title="Plan" style={{ display: 'flow-root' }}>
    <Button>Team</Button>
  </Section>
);
const banner = (
  <Banner state="trial" tone="accent" title="Trial" style={{ display: 'flow-root' }}>
    <Button>Team</Button>
  </Banner>
);

/** Every element that is watched. */
const frames = {
  section: { page: section, find: () => screen.findByRole('region', { name: 'Plan' }) },
  banner: { page: banner, find: () => screen.findByRole('region', { name: 'Trial' }) },
  dialog: { page: <OpenDialog />, find: () => screen.findByRole('dialog') },
};
type Name = keyof typeof frames;
const names = Object.keys(frames) as Name[];

/** The frame in a tab of its host's, drawn and at rest. */
async function draw(name: Name) {
  const { unmount } = render(
    <StrictMode>
      <div data-testid="tab">{frames[name].page}</div>
    </StrictMode>,
  );
  const frame = await frames[name].find();
  await rest();
  return { frame, first: frame.firstElementChild as HTMLElement, tab: screen.getByTestId('tab'), unmount };
}

/** As Chromium loses it: what is in the frame comes back as soon as the frame has been without a layout itself. */
function lose(frame: HTMLElement, first: HTMLElement): void {
  frame.getBoundingClientRect = () => {
    if (frame.getClientRects().length === 0) first.style.display = '';
    return Element.prototype.getBoundingClientRect.call(frame);
  };
  first.style.display = 'none';
}

/** How often the frame has been laid out again, from now on. */
function countLayouts(frame: HTMLElement): () => number {
  let count = 0;
  const told = (records: MutationRecord[]) => {
    count += records.filter(({ oldValue }) => oldValue?.includes('display: none')).length;
  };
  const observer = new MutationObserver(told);
  observer.observe(frame, { attributeFilter: ['style'], attributeOldValue: true });
  onTestFinished(() => observer.disconnect());
  return () => {
    told(observer.takeRecords());
    return count;
  };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
async function rest(): Promise<void> {
  for (let count = 0; count < 4; count += 1) await nextFrame();
}
/** The end of the frame that comes next: what a person has seen of it by then. */
async function painted(): Promise<void> {
  await nextFrame();
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.addEventListener('message', resolve, { once: true });
    port1.start();
    port2.postMessage(null);
  });
  port1.close();
}
const isDrawn = (element: Element) => element.getClientRects().length > 0;

beforeEach(() => {
  // What radix does after an effect happens between the acts of a test, as it does in a page.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
});

describe.each(names)('%s', (name) => {
  test('[U302] content without a layout is laid out again before it is painted, as often as it is lost', async () => {
    const { frame, first } = await draw(name);
    const { display } = frame.style;
    const layouts = countLayouts(frame);
    for (const count of [1, 2]) {
      lose(frame, first);
      expect(isDrawn(first)).toBe(false);
      await painted();
      expect(isDrawn(first)).toBe(true);
      await rest();
      expect(layouts()).toBe(count);
      expect(frame.style.display).toBe(display);
    }
  });

  test('[U302] there is no other size container, which nobody would watch', async () => {
    const { frame, tab } = await draw(name);
    const containers = [...tab.querySelectorAll('*')].filter(
      (element) => getComputedStyle(element).containerType !== 'normal',
    );
    expect(containers).toEqual([frame]);
  });

  test('[U302] a frame that is hidden with all that is in it is left alone', async () => {
    const { frame, tab } = await draw(name);
    const layouts = countLayouts(frame);
    tab.hidden = true;
    await rest();
    tab.hidden = false;
    await rest();
    expect(layouts()).toBe(0);
  });

  test('[U303] what has the focus keeps it, and no error reaches the page', async () => {
    const { frame, first, tab } = await draw(name);
    const heard: string[] = [];
    const hear = (event: Event) => heard.push(event instanceof ErrorEvent ? event.message : event.type);
    for (const type of ['error', 'focusin', 'focusout']) {
      window.addEventListener(type, hear);
      onTestFinished(() => window.removeEventListener(type, hear));
    }
    tab.querySelector('button')!.focus();
    await rest();
    heard.length = 0;
    lose(frame, first);
    await rest();
    expect(isDrawn(first)).toBe(true);
    expect(document.activeElement).toBe(tab.querySelector('button'));
    expect(heard).toEqual([]);
  });

  test('[U304] content that is lost while the frame is hidden is there when it is shown', async () => {
    const { frame, first, tab } = await draw(name);
    tab.hidden = true;
    await rest();
    lose(frame, first);
    await rest();
    tab.hidden = false;
    await painted();
    expect(isDrawn(first)).toBe(true);
  });

  test('[U304] a frame whose first part its host hides is laid out once, and then left alone', async () => {
    const { frame, first } = await draw(name);
    const layouts = countLayouts(frame);
    first.style.display = 'none';
    await rest();
    frame.style.inlineSize = '200px';
    await rest();
    frame.style.inlineSize = '';
    await rest();
    expect(layouts()).toBe(1);
  });

  test('[U304] it is laid out again also where a host insists on how it is displayed', async () => {
    const { frame, first } = await draw(name);
    const style = document.createElement('style');
    style.textContent = `.${frame.classList.item(frame.classList.length - 1)} { display: block !important }`;
    document.head.append(style);
    onTestFinished(() => style.remove());
    await rest();
    lose(frame, first);
    await rest();
    expect(isDrawn(first)).toBe(true);
  });
});

test('[U302] what a dialog holds, shown in its place, is no size container, which nobody would watch', () => {
  const { container } = render(<div className="bf-Dialog" data-in-place="" />);
  expect(getComputedStyle(container.firstElementChild!).containerType).toBe('normal');
});

describe('who watches', () => {
  let watching: Set<ResizeObserver>;
  beforeEach(() => {
    watching = new Set();
    vi.stubGlobal(
      'ResizeObserver',
      class extends ResizeObserver {
        override observe(target: Element) {
          watching.add(this);
          super.observe(target);
        }
        override disconnect() {
          watching.delete(this);
          super.disconnect();
        }
      },
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('[U302] one does, and nobody any more when it is gone', async () => {
    const { frame, first, unmount } = await draw('section');
    expect(watching.size).toBe(1);
    lose(frame, first);
    await rest();
    expect(watching.size).toBe(1);
    unmount();
    expect(watching.size).toBe(0);
  });

  test('[U302] nobody begins to after it is gone', async () => {
    const { frame, first, unmount } = await draw('section');
    lose(frame, first);
    await vi.waitFor(() => expect(watching.size).toBe(0), { interval: 1 });
    unmount();
    await rest();
    expect(watching.size).toBe(0);
  });
});
