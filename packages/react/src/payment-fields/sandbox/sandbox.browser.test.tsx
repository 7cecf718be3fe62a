import { render, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { CARD_PAGE, fieldsBrowser } from '../../../test/fieldsBrowser.js';
import { sandboxFields } from '../../sandbox/index.js';
import '../../styles.css';
import type { PaymentFieldsHandle } from '@billfold/hooks';
import type { PaymentFieldsProps } from '../PaymentFields.js';
import { strange } from '../../../test/strangeMessages.js';

const { Fields } = sandboxFields;
const FRAME = '/billfold-fields/';

function open(differs: Partial<PaymentFieldsProps> = {}) {
  const onState = vi.fn<PaymentFieldsProps['onState']>();
  const onChange = vi.fn<PaymentFieldsProps['onChange']>();
  const view = render(
    <div className="bf-root" style={{ inlineSize: 420 }}>
      <Fields
        settings={{ url: CARD_PAGE }}
        label="Payment method"
        locale="en"
        currency={null}
        disabled={false}
        onChange={onChange}
        onState={onState}
        {...differs}
      />
    </div>,
  );
  const element = () => document.querySelector('iframe')!;
  async function ready(): Promise<PaymentFieldsHandle> {
    await waitFor(() =>
      expect(onState).toHaveBeenLastCalledWith(expect.objectContaining({ status: 'ready' })),
    );
    return (onState.mock.lastCall![0] as { handle: PaymentFieldsHandle }).handle;
  }
  return { ...view, onState, onChange, element, ready };
}

const added: HTMLElement[] = [];
afterEach(() => {
  for (const element of added.splice(0)) element.remove();
});
beforeAll(async () => {
  await fetch(CARD_PAGE, { mode: 'no-cors' });
});

/** What the card page says when all is well. */
const perfect = [
  { billfold: 'fields', type: 'ready' },
  { billfold: 'fields', type: 'resize', height: 1234 },
  { billfold: 'fields', type: 'change', complete: true, kind: 'sepa_debit' },
  ...Array.from({ length: 20 }, (_, id) => ({
    billfold: 'fields',
    type: 'submitted',
    id: String(id),
    result: { status: 'ok', method: 'visa' },
  })),
];

/** A window of another's, which sends its messages to this page. */
async function stranger(sandbox: string | null, messages: readonly unknown[]): Promise<void> {
  const window = document.createElement('iframe');
  if (sandbox !== null) window.setAttribute('sandbox', sandbox);
  window.srcdoc = `<script>addEventListener('message', ({ data }) => {
    for (const message of data) parent.postMessage(message, '*');
    parent.postMessage('sent', '*');
  });</script>`;
  const loaded = new Promise((resolve) => window.addEventListener('load', resolve));
  document.body.append(window);
  added.push(window);
  await loaded;
  const sent = new Promise<void>((resolve) => {
    addEventListener('message', ({ data, source }) => {
      if (data === 'sent' && source === window.contentWindow) resolve();
    });
  });
  window.contentWindow!.postMessage(messages, '*');
  await sent;
}

describe('strangers', () => {
  test.each([
    ['of an origin of its own', 'allow-scripts'],
    ['of this page’s own origin', null],
  ])(
    '[U159] a window %s has no effect with 73 messages, while an answer is waited for',
    async (_name, sandbox) => {
      const { ready, onState, onChange, element } = open();
      const handle = await ready();
      const before = [onState.mock.calls.length, onChange.mock.calls.length, element().style.blockSize];
      const answer = handle.validate();
      await stranger(sandbox, [...strange, ...perfect]);
      expect(await answer).toBe(false);
      const height = () => Number.parseInt(element().style.blockSize, 10);
      // The fields themselves have grown by what is wrong in them, and by nothing else.
      await waitFor(() => expect(height()).toBeGreaterThan(Number.parseInt(String(before[2]), 10)));
      expect(height()).not.toBe(1234);
      expect([onState.mock.calls.length, onChange.mock.calls.length]).toEqual(before.slice(0, 2));
    },
  );

  test('[U159] nor has a window that says it is of the card page’s origin, nor the frame once it is of another', async () => {
    const { ready, onChange, element } = open();
    await ready();
    const calls = onChange.mock.calls.length;
    const { origin } = new URL(CARD_PAGE);
    const { contentWindow } = element();
    for (const data of [...strange, ...perfect]) {
      dispatchEvent(new MessageEvent('message', { data, origin, source: window }));
      dispatchEvent(new MessageEvent('message', { data, origin, source: null }));
      dispatchEvent(
        new MessageEvent('message', { data, origin: 'https://stranger.test', source: contentWindow }),
      );
      dispatchEvent(new MessageEvent('message', { data, origin: 'null', source: contentWindow }));
      dispatchEvent(new MessageEvent('message', { data, origin: '', source: contentWindow }));
    }
    expect(onChange).toHaveBeenCalledTimes(calls);
    expect(element().style.blockSize).not.toBe('1234px');
  });

  test('[U159] the card page itself has no effect with messages of other shapes', async () => {
    const { ready, onChange, onState, element } = open();
    await ready();
    const before = [onState.mock.calls.length, onChange.mock.calls.length, element().style.blockSize];
    const { contentWindow: source } = element();
    const { origin } = new URL(CARD_PAGE);
    for (const data of strange) dispatchEvent(new MessageEvent('message', { data, origin, source }));
    expect([onState.mock.calls.length, onChange.mock.calls.length, element().style.blockSize]).toEqual(
      before,
    );
  });

  test('[U159] a page of another origin that the frame was led to is told nothing', async () => {
    const { ready, element, unmount } = open();
    const handle = await ready();
    const heard: unknown[] = [];
    // Of the tests' own origin, as a page of anybody's would be of theirs.
    element().removeAttribute('sandbox');
    element().srcdoc = '<p>Another page</p>';
    await new Promise((resolve) => element().addEventListener('load', resolve, { once: true }));
    element().contentWindow!.addEventListener('message', ({ data }) => heard.push(data));
    void handle.validate();
    handle.focus();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual([]);
    unmount();
  });
});

describe('the frame', () => {
  test('[U160] it may run its script and nothing else, and is told no address', async () => {
    const { ready, element } = open();
    await ready();
    expect(element().getAttribute('sandbox')).toBe('allow-scripts allow-same-origin');
    expect(element().getAttribute('allow')).toBe('');
    expect(element().referrerPolicy).toBe('no-referrer');
    expect(await fieldsBrowser.readFrame(FRAME, 'document.referrer')).toBe('');
    expect(await fieldsBrowser.readFrame(FRAME, `new URL(location).searchParams.get('parent')`)).toBe(
      location.origin,
    );
  });

  test('[U160] on the page’s own origin there is none: it could read what is entered', async () => {
    const { onState, element } = open({ settings: { url: `${location.origin}/billfold-fields/` } });
    await waitFor(() => expect(onState).toHaveBeenLastCalledWith({ status: 'failed', reason: 'error' }));
    expect(element().getAttribute('src')).toBeNull();
  });

  test.each(['javascript:alert(1)', 'data:text/html,<input>', 'blob:https://fields.test/1'])(
    '[U160] %s is no address of a page',
    async (url) => {
      const { onState, element } = open({ settings: { url } });
      await waitFor(() => expect(onState).toHaveBeenLastCalledWith({ status: 'failed', reason: 'error' }));
      expect(element().getAttribute('src')).toBeNull();
    },
  );

  test('[U161] a page that answers no more has failed, and nobody is told that what they entered is wrong', async () => {
    const { ready, onState, element } = open();
    const handle = await ready();
    element().src = 'about:blank';
    await new Promise((resolve) => element().addEventListener('load', resolve, { once: true }));
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const answer = expect(handle.validate()).rejects.toThrow('has not answered');
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await answer;
    expect(onState).toHaveBeenLastCalledWith({ status: 'failed', reason: 'error' });
  });

  test('[U227] a name that it would not take is left out, and the fields are there', async () => {
    await open({ holder: `Example Company 123456789 ${'x'.repeat(200)}` }).ready();
    expect(await fieldsBrowser.readFrame(FRAME, `document.getElementById('name').value`)).toBe('');
  });

  test('[U161] a page that says nothing has failed, and can be tried again', async () => {
    const { onState, rerender } = open({ settings: { url: `${CARD_PAGE}nothing` } });
    await waitFor(() => expect(onState).toHaveBeenLastCalledWith({ status: 'failed', reason: 'blocked' }));
    rerender(
      <Fields
        key="again"
        settings={{ url: CARD_PAGE }}
        label="Payment method"
        locale="en"
        currency={null}
        disabled={false}
        onChange={() => {}}
        onState={onState}
      />,
    );
    await waitFor(() =>
      expect(onState).toHaveBeenLastCalledWith(expect.objectContaining({ status: 'ready' })),
    );
  });

  test('[U162] it is as high as what is in it, up to a limit', async () => {
    const { ready, element } = open();
    await ready();
    const height = () => Math.round(element().getBoundingClientRect().height);
    const inside = () =>
      fieldsBrowser.readFrame(
        FRAME,
        `Math.ceil(document.getElementById('page').getBoundingClientRect().height)`,
      );
    expect(height()).toBeGreaterThanOrEqual(Number(await inside()));
    await fieldsBrowser.clickInFrame(FRAME, 'summary');
    await expect.poll(async () => height() - Number(await inside())).toBe(0);
    const before = height();
    await fieldsBrowser.readFrame(FRAME, `document.getElementById('page').style.height = '9000px'`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(height()).toBe(before);
  });

  test('[U163] what is wrong is found by the keyboard where it was left, after the fields were locked for a moment', async () => {
    const onState = vi.fn<PaymentFieldsProps['onState']>();
    const fields = (disabled: boolean) => (
      <div className="bf-root">
        <Fields
          settings={{ url: CARD_PAGE }}
          label="Payment method"
          locale="en"
          currency={null}
          disabled={disabled}
          onChange={() => {}}
          onState={onState}
        />
      </div>
    );
    const { rerender } = render(fields(false));
    await waitFor(() =>
      expect(onState).toHaveBeenLastCalledWith(expect.objectContaining({ status: 'ready' })),
    );
    const { handle } = onState.mock.lastCall![0] as { handle: PaymentFieldsHandle };
    // As a form does it: whoever presses Save is locked out first, and then what they entered is looked at.
    rerender(fields(true));
    expect(await handle.validate()).toBe(false);
    rerender(fields(false));
    await expect.poll(() => fieldsBrowser.readFrame(FRAME, 'document.activeElement.id')).toBe('number');
    expect(document.activeElement).toBe(document.querySelector('iframe'));
  });
});
