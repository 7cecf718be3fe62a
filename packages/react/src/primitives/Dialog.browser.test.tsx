import { render, screen, waitFor, within } from '@testing-library/react';
import { useRef, useState } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../styles.css';
import { axeFindings } from '../../test/axe.js';
import { cancelSubscriptionView } from '../../test/changeStates.js';
import { makeCancellationPreview } from '../../test/changeBuilders.js';
import { Button } from './Button.js';
import { Dialog } from './Dialog.js';
import { Section } from './Section.js';

/** The way to cancel, with a dialog that opens and closes as it does in a page. */
function Cancellation({ lines = 2 }: { lines?: number }) {
  const [isOpen, setOpen] = useState(false);
  const lostFeatures = Array.from({ length: lines }, (_, index) => `Feature ${index + 1}`);
  return cancelSubscriptionView({
    isOpen,
    onOpen: () => setOpen(true),
    flow: {
      preview: makeCancellationPreview({ lostFeatures }),
      onKeep: () => setOpen(false),
    },
  });
}

/** What the session is in the one browser that these tests run in. */
interface Chromium {
  send(method: string, parameters: object): Promise<unknown>;
}

const opener = () => document.querySelector<HTMLElement>('.bf-CancelSubscription-line .bf-Button')!;
async function open(): Promise<HTMLElement> {
  opener().focus();
  await userEvent.keyboard('{Enter}');
  const dialog = await screen.findByRole('alertdialog');
  await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
  return dialog;
}
const named = (name: string) => screen.getByRole('button', { name });

beforeEach(() => {
  // What radix does after an effect happens between the acts of a test, as it does in a page.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
});
afterEach(() => {
  document.body.removeAttribute('style');
  document.documentElement.className = '';
});

describe('focus', () => {
  test('[U92] is on what destroys least, stays inside, and comes back by Escape', async () => {
    await page.viewport(800, 900);
    render(
      <>
        <a href="#before">Before</a>
        <Cancellation />
        <a href="#after">After</a>
      </>,
    );
    const dialog = await open();
    expect(named('Keep plan')).toHaveFocus();
    for (let press = 0; press < 12; press += 1) {
      await userEvent.keyboard(press < 8 ? '{Tab}' : '{Shift>}{Tab}{/Shift}');
      expect(dialog).toContainElement(document.activeElement as HTMLElement);
    }
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(opener()).toHaveFocus());
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  test('[U92] goes to the title where the opener is gone', async () => {
    function Gone() {
      const [isOpen, setOpen] = useState(true);
      const title = useRef<HTMLHeadingElement>(null);
      const keep = useRef<HTMLButtonElement>(null);
      return (
        <Section state="ready" title="Here" titleRef={title}>
          <Dialog
            isOpen={isOpen}
            title="Sure?"
            initialFocus={keep}
            returnFocus={() => title.current}
            onClose={() => setOpen(false)}
          >
            <Button ref={keep} onClick={() => setOpen(false)}>
              No
            </Button>
          </Dialog>
        </Section>
      );
    }
    render(<Gone />);
    await waitFor(async () => expect(await screen.findByRole('button', { name: 'No' })).toHaveFocus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Here' })).toHaveFocus());
  });

  test('[U92] a press beside it throws nothing away', async () => {
    await page.viewport(800, 900);
    render(<Cancellation />);
    await open();
    const stage = document.querySelector<HTMLElement>('.bf-Dialog-stage')!;
    const { left, top } = stage.getBoundingClientRect();
    expect(document.elementFromPoint(left + 4, top + 4)).toBe(stage);
    await userEvent.click(stage, { position: { x: 4, y: 4 } });
    expect(screen.getByRole('alertdialog')).toBeVisible();
  });
});

describe('for those who listen', () => {
  test('[U92] it is an alert with a name, and what happens is read out with it', async () => {
    render(<Cancellation />);
    const dialog = await open();
    expect(dialog).toHaveAccessibleName('Cancel Team?');
    expect(dialog).toHaveAccessibleDescription(
      'Team stays active until Dec 14, 2026. You will not be charged again.',
    );
    expect(dialog).toHaveAttribute('aria-modal', 'true');
    expect(opener().closest('[aria-hidden]')).not.toBeNull();
  });

  test.each(['light', 'dark'])('[U6] axe finds nothing in it: %s', async (scheme) => {
    await page.viewport(800, 900);
    document.documentElement.lang = 'en';
    document.documentElement.className = scheme;
    render(<Cancellation />);
    expect(await axeFindings(await open())).toEqual([]);
  });
});

describe('place', () => {
  test('[U91] it has the theme of its root, and nothing of the host cuts it off', async () => {
    await page.viewport(800, 900);
    render(
      <div
        style={{
          overflow: 'hidden',
          blockSize: 60,
          transform: 'scale(0.9)',
          ['--bf-radius' as string]: '20px',
        }}
        className="dark"
      >
        <Cancellation />
      </div>,
    );
    const dialog = await open();
    expect(getComputedStyle(dialog).borderRadius).toBe('25px');
    expect(getComputedStyle(dialog).colorScheme).toBe('dark');
    const box = dialog.getBoundingClientRect();
    expect(box.width).toBe(512);
    expect(box.left).toBe((800 - 512) / 2);
    expect(document.elementFromPoint(box.left + 20, box.bottom - 4)).toSatisfy((hit: Element) =>
      dialog.contains(hit),
    );
  });

  test.each([320, 800])(
    '[U91] however long it is, it begins at its beginning with its buttons in sight: %i px',
    async (width) => {
      await page.viewport(width, 600);
      render(<Cancellation lines={60} />);
      const dialog = await open();
      expect(dialog.scrollTop).toBe(0);
      expect(dialog.scrollHeight).toBeGreaterThan(dialog.clientHeight);
      expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
      for (const button of within(dialog).getAllByRole('button')) {
        const { top, bottom, left, right } = button.getBoundingClientRect();
        expect(Math.min(top, left)).toBeGreaterThanOrEqual(0);
        expect(bottom).toBeLessThanOrEqual(600);
        expect(right).toBeLessThanOrEqual(width);
      }
    },
  );

  test.each([
    [320, 16],
    [800, 24],
  ])('[U91] on a page of %i px it has an edge of %i px', async (width, edge) => {
    await page.viewport(width, 600);
    render(<Cancellation />);
    const { paddingTop, paddingInlineStart } = getComputedStyle(await open());
    expect([paddingTop, paddingInlineStart]).toEqual([`${edge}px`, `${edge}px`]);
  });

  test('[U95] to keep and to cancel are of one size and one look', async () => {
    await page.viewport(800, 900);
    render(<Cancellation />);
    await open();
    const looks = ['Keep plan', 'Cancel plan'].map((name) => {
      const { width, height } = named(name).getBoundingClientRect();
      const { color, backgroundColor, borderColor, fontWeight, fontSize } = getComputedStyle(named(name));
      return { width, height, color, backgroundColor, borderColor, fontWeight, fontSize };
    });
    expect(looks[0]).toEqual(looks[1]);
  });

  test('[U15] in forced colours it has an edge', async () => {
    const emulate = (features: { name: string; value: string }[]) =>
      (cdp() as Chromium).send('Emulation.setEmulatedMedia', { features });
    render(<Cancellation />);
    const dialog = await open();
    await emulate([{ name: 'forced-colors', value: 'active' }]);
    const { borderStyle, borderColor, backgroundColor } = getComputedStyle(dialog);
    expect(borderStyle).toBe('solid');
    expect(borderColor).not.toBe(backgroundColor);
    await emulate([]);
  });

  test('[U16] it does not move', async () => {
    render(<Cancellation />);
    const dialog = await open();
    for (const part of [dialog, dialog.parentElement!]) {
      expect(getComputedStyle(part).animationName).toBe('none');
      expect(getComputedStyle(part).transitionDuration).toBe('0s');
    }
  });
});
