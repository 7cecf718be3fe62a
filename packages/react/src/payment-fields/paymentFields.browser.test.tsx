import type { confirmSandboxSetup, InputOf, OutputOf } from '@billfold/contract';
import { BillfoldError, type Client, type PaymentFieldsHandle } from '@billfold/hooks';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { CARD_PAGE, fieldsBrowser, stripeDouble } from '../../test/fieldsBrowser.js';
import { layoutShiftDuring } from '../../test/layoutShift.js';
import { sandboxFields } from '../sandbox/index.js';
import { stripeFields } from '../stripe/index.js';
import '../styles.css';
import type { PaymentFields, PaymentFieldsProps, PaymentFieldsState } from './PaymentFields.js';

// One suite for all that a form relies on, over both kinds of fields. Stripe.js is answered at its address by a double, the
// card page is the built one, and in the place of the portal stands what its one call of this surface answers.

type Setup = typeof confirmSandboxSetup;

let isOffline: boolean;
let losesAnswers: boolean;
const calls: InputOf<Setup>[] = [];

const portal = {
  scope: 'test',
  async call(_operation: unknown, input: InputOf<Setup>): Promise<OutputOf<Setup>> {
    calls.push(input);
    if (isOffline) throw new BillfoldError('network', 'No answer.');
    const answer = answerOf(input);
    if (losesAnswers) throw new BillfoldError('network', 'No answer.');
    return answer;
  },
} as unknown as Client;

function answerOf({ method, outcome }: InputOf<Setup>): OutputOf<Setup> {
  if (method === 'declined_at_setup') return { status: 'failed', failure: 'contact_bank' };
  if (method === 'insufficient_funds') return { status: 'failed', failure: 'insufficient_funds' };
  if (method === 'authentication_at_setup' && outcome === undefined)
    return { status: 'requires_action', failure: null };
  if (outcome === 'refused') return { status: 'failed', failure: 'authentication_required' };
  return { status: method === 'sepa_debit' ? 'processing' : 'succeeded', failure: null };
}

interface Kind {
  fields: PaymentFields;
  settings: Record<string, string>;
  /** A part of the address of their frame. */
  frame: string;
  bank: { confirm: string; refuse: string };
}

const kinds: Record<string, Kind> = {
  sandbox: {
    fields: sandboxFields,
    settings: { url: CARD_PAGE },
    frame: '/billfold-fields/',
    bank: { confirm: 'Confirm payment method', refuse: 'Refuse' },
  },
  stripe: {
    fields: stripeFields,
    settings: { publishableKey: 'pk_test_example' },
    frame: 'js.stripe.com/double',
    bank: { confirm: 'Complete', refuse: 'Fail' },
  },
};

beforeEach(async () => {
  isOffline = false;
  losesAnswers = false;
  calls.length = 0;
  await fieldsBrowser.answerStripe('double');
  stripeDouble()?.log.splice(0);
});
// The page is built when it is first asked for, which is no time of a customer's.
beforeAll(async () => {
  await fetch(CARD_PAGE, { mode: 'no-cors' });
});
afterEach(() => {
  document.documentElement.removeAttribute('class');
  document.documentElement.removeAttribute('style');
});

describe.each(Object.entries(kinds))('%s', (name, { fields: { Fields }, settings, frame, bank }) => {
  function open(differs: Partial<PaymentFieldsProps> = {}, { strict = false, width = 420 } = {}) {
    const onState = vi.fn<PaymentFieldsProps['onState']>();
    const onChange = vi.fn<PaymentFieldsProps['onChange']>();
    const element = (more: Partial<PaymentFieldsProps> = {}) => {
      const fields = (
        <div className="bf-root" style={{ inlineSize: width }}>
          <Fields
            settings={settings}
            label="Payment method"
            locale="en"
            currency="eur"
            disabled={false}
            onChange={onChange}
            onState={onState}
            {...differs}
            {...more}
          />
          <div data-testid="bank" />
          <button type="button">Save</button>
        </div>
      );
      return strict ? <StrictMode>{fields}</StrictMode> : fields;
    };
    const { rerender, unmount } = render(element());
    const states = () => onState.mock.calls.map(([{ status }]) => status);
    async function handle(): Promise<PaymentFieldsHandle> {
      const isReady = (state: PaymentFieldsState) => state.status === 'ready';
      await waitFor(() => expect(states()).toContain('ready'));
      return (onState.mock.calls.findLast(([state]) => isReady(state))![0] as { handle: PaymentFieldsHandle })
        .handle;
    }
    return { states, handle, onState, onChange, unmount, change: (more: object) => rerender(element(more)) };
  }

  const enterCard = async (number = '4242424242424242') => {
    await fieldsBrowser.typeInFrame(frame, 'Card number', number);
    await fieldsBrowser.typeInFrame(frame, 'Expiry date', '1234');
    await fieldsBrowser.typeInFrame(frame, 'Security code', '123');
  };

  let intents = 0;
  const newStep = (abort = new AbortController()) => {
    intents += 1;
    return {
      clientSecret: `seti_${name}${intents}_secret_1`,
      returnUrl: 'https://app.test/billing',
      container: screen.getByTestId('bank'),
      client: portal,
      signal: abort.signal,
    };
  };

  test('[U137] they are ready with one handle, and are a named frame on another origin', async () => {
    const fields = open();
    const handle = await fields.handle();
    expect(fields.states()).toEqual(['ready']);
    const element = document.querySelector('iframe')!;
    expect(element.title).not.toBe('');
    expect(new URL(element.src).origin).not.toBe(location.origin);
    expect(() => element.contentWindow!.document).toThrow(DOMException);
    fields.change({ currency: 'usd', disabled: true });
    fields.change({ currency: 'usd', disabled: false });
    expect(await fields.handle()).toBe(handle);
  });

  test('[U138] nothing that is entered is in this page, in what is called or in what is sent', async () => {
    await fieldsBrowser.takeRequests();
    const heard: unknown[] = [];
    const listen = ({ data }: MessageEvent) => heard.push(data);
    addEventListener('message', listen);
    const fields = open();
    const handle = await fields.handle();
    await enterCard();
    expect(await handle.validate()).toBe(true);
    expect(await handle.confirm(newStep())).toEqual({ status: 'confirmed' });
    removeEventListener('message', listen);
    const requests = await fieldsBrowser.takeRequests();
    const everything = JSON.stringify([
      document.documentElement.outerHTML,
      heard,
      calls,
      requests,
      fields.onChange.mock.calls,
    ]);
    expect(everything.match(/4242[ -]?4242|\b1234\b|12 \/ 34/g)).toBeNull();
  });

  test('[U139] what is entered is told as complete or not, and of which kind', async () => {
    const { handle, onChange } = open();
    await handle();
    await enterCard();
    await waitFor(() => expect(onChange).toHaveBeenLastCalledWith({ complete: true, kind: 'card' }));
    await fieldsBrowser.clickInFrame(frame, 'input[value=sepa_debit]');
    await waitFor(() => expect(onChange).toHaveBeenLastCalledWith({ complete: false, kind: 'sepa_debit' }));
  });

  test('[U140] a debit shows its mandate, and what the bank has not said yet is confirmed', async () => {
    const handle = await open().handle();
    await fieldsBrowser.clickInFrame(frame, 'input[value=sepa_debit]');
    const mandate = await fieldsBrowser.readFrame(
      frame,
      `document.querySelector('.mandate').checkVisibility()`,
    );
    expect(mandate).toBe(true);
    await fieldsBrowser.fillInFrame(frame, 'IBAN', 'DE89370400440532013000');
    await fieldsBrowser.fillInFrame(frame, 'Account holder', 'Example Person');
    await fieldsBrowser.fillInFrame(frame, 'Email', 'person@example.com');
    expect(await handle.validate()).toBe(true);
    expect(await handle.confirm(newStep())).toEqual({ status: 'confirmed' });
  });

  test('[U141] what is missing is said in the fields, which have the focus, and nothing is sent', async () => {
    const handle = await open().handle();
    screen.getByRole('button', { name: 'Save' }).focus();
    expect(await handle.validate()).toBe(false);
    await waitFor(() => expect(document.activeElement).toBe(document.querySelector('iframe')));
    expect(await handle.confirm(newStep())).toEqual({ status: 'invalid' });
    expect(calls).toEqual([]);
    if (name === 'stripe') expect(stripeDouble().log).not.toContain('confirmSetup');
  });

  test('[U142] a refusal says its group, and the same intent can be confirmed with another card', async () => {
    const handle = await open().handle();
    const step = newStep();
    await enterCard('4000000000000002');
    await handle.validate();
    expect(await handle.confirm(step)).toEqual({ status: 'refused', failure: 'contact_bank' });
    await enterCard('4000000000009995');
    await handle.validate();
    expect(await handle.confirm(step)).toEqual({ status: 'refused', failure: 'insufficient_funds' });
    await enterCard();
    await handle.validate();
    expect(await handle.confirm(step)).toEqual({ status: 'confirmed' });
  });

  if (name === 'stripe')
    test('[U154] what was entered is collected once for a press, and again for other fields and for another press', async () => {
      const fields = open();
      const handle = await fields.handle();
      const submits = () => stripeDouble().log.filter((entry) => entry === 'submit').length;
      await enterCard('4000000000000002');
      await handle.validate();
      await handle.validate();
      await handle.confirm(newStep());
      expect(submits()).toBe(1);
      await handle.validate();
      expect(submits()).toBe(2);
      await enterCard();
      await handle.validate();
      expect(submits()).toBe(3);
      fields.change({ currency: 'usd' });
      await waitFor(() => expect(stripeDouble().log).toContain('update currency'));
      expect(await handle.confirm(newStep())).toEqual({ status: 'confirmed' });
      expect(submits()).toBe(4);
    });

  test.each([
    ['confirm', { status: 'confirmed' }],
    ['refuse', { status: 'refused', failure: 'authentication_required' }],
  ] as const)('[U143] the bank asks: %s', async (answer, outcome) => {
    const handle = await open().handle();
    await enterCard('4000002500003155');
    await handle.validate();
    const confirmed = handle.confirm(newStep());
    (await screen.findByRole('button', { name: bank[answer] })).click();
    expect(await confirmed).toEqual(outcome);
    expect(screen.queryByRole('button', { name: bank.confirm })).toBeNull();
  });

  test('[U143] who leaves while the bank asks has abandoned it', async () => {
    const handle = await open().handle();
    await enterCard('4000002500003155');
    await handle.validate();
    const abort = new AbortController();
    const confirmed = handle.confirm(newStep(abort));
    const button = await screen.findByRole('button', { name: bank.refuse });
    abort.abort();
    expect(await confirmed).toEqual({ status: 'abandoned' });
    if (name === 'stripe') button.click();
    expect(screen.queryByRole('button', { name: bank.refuse })).toBeNull();
  });

  test('[U144] an answer that was lost is unknown and no refusal, and the same intent is confirmed again', async () => {
    const handle = await open().handle();
    await enterCard();
    await handle.validate();
    const step = newStep();
    if (name === 'stripe') stripeDouble().losesAnswers = true;
    losesAnswers = true;
    expect(await handle.confirm(step)).toEqual({ status: 'unknown' });
    if (name === 'stripe') stripeDouble().losesAnswers = false;
    losesAnswers = false;
    expect(await handle.confirm(step)).toEqual({ status: 'confirmed' });
  });

  test('[U144] without a connection it is unknown too', async () => {
    const handle = await open().handle();
    await enterCard();
    await handle.validate();
    if (name === 'stripe') stripeDouble().isOffline = true;
    isOffline = true;
    expect(await handle.confirm(newStep())).toEqual({ status: 'unknown' });
    if (name === 'stripe') stripeDouble().isOffline = false;
  });

  test('[U145] while it is confirmed nothing can be changed, and what was entered stays', async () => {
    const fields = open();
    await fields.handle();
    await enterCard();
    fields.change({ disabled: true });
    const enabled = () => fieldsBrowser.readFrame(frame, `document.querySelectorAll('input:enabled').length`);
    await expect.poll(enabled).toBe(0);
    fields.change({ disabled: false });
    await expect.poll(enabled).not.toBe(0);
    const value = await fieldsBrowser.readFrame(frame, `document.getElementById('number').value`);
    expect(String(value).replaceAll(' ', '')).toBe('4242424242424242');
  });

  test('[U146] in StrictMode, and however often it is rendered, what was typed stays in the one frame', async () => {
    const before = document.querySelectorAll('script[src*="js.stripe.com"]').length;
    const fields = open({}, { strict: true });
    const handle = await fields.handle();
    await enterCard();
    for (let times = 0; times < 5; times += 1)
      fields.change({ holder: `Person ${times}`, onChange: () => {} });
    expect(document.querySelectorAll('iframe')).toHaveLength(1);
    expect(await handle.validate()).toBe(true);
    expect(await handle.confirm(newStep())).toEqual({ status: 'confirmed' });
    if (name === 'stripe') {
      const scripts = document.querySelectorAll('script[src*="js.stripe.com"]').length;
      expect(Math.max(before, 1)).toBe(scripts);
    }
  });

  test.each([260, 420, 700])(
    '[U147] nothing on the page moves when they arrive, %i pixels wide',
    async (width) => {
      let fields: ReturnType<typeof open>;
      await layoutShiftDuring(() => {
        fields = open({}, { width });
      });
      const shift = await layoutShiftDuring(async () => {
        await fields.handle();
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      expect(screen.getByRole('button', { name: 'Save' }).getBoundingClientRect().top).toBeGreaterThan(360);
      expect(shift).toBeLessThan(0.001);
    },
  );

  test('[U148] they follow the theme of the page while they are open', async () => {
    const handle = await open().handle();
    const surface = async () =>
      name === 'stripe'
        ? stripeDouble().appearance!.variables['colorBackground']
        : String(
            await fieldsBrowser.readFrame(
              frame,
              `getComputedStyle(document.documentElement).getPropertyValue('--surface')`,
            ),
          );
    const luminance = async () => Math.max(...(await surface())!.match(/\d+/g)!.map(Number));
    expect(await luminance()).toBe(255);
    document.documentElement.className = 'dark';
    await expect.poll(luminance).toBeLessThan(60);
    document.documentElement.className = '';
    await expect.poll(luminance).toBe(255);
    expect(await handle.validate()).toBe(false);
  });

  test('[U149] settings that are not there are an error, and nothing is asked for', async () => {
    await fieldsBrowser.takeRequests();
    const { states, onState } = open({ settings: {} });
    await waitFor(() => expect(states()).toEqual(['failed']));
    expect(onState).toHaveBeenLastCalledWith({ status: 'failed', reason: 'error' });
    const requests = await fieldsBrowser.takeRequests();
    expect(
      requests.filter((address) => new URL(address).port !== location.port || /fields\./.test(address)),
    ).toEqual([]);
    cleanup();
  });
});
