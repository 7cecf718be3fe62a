import { afterEach, describe, expect, test } from 'vitest';
import { frame, openFields } from '../test/openFields.js';
import { testCards, testIbans } from './testNumbers.js';

let open: Awaited<ReturnType<typeof openFields>>[] = [];
const opened = async (...how: Parameters<typeof openFields>) => {
  const fields = await openFields(...how);
  open.push(fields);
  return fields;
};
afterEach(async () => {
  for (const fields of open) fields.close();
  open = [];
  await frame.emulate({ forcedColors: 'none', colorScheme: null });
});

const value = (id: string) => frame.read<string>(`document.getElementById('${id}').value`);
const values = () =>
  frame.read<string[]>(`[...document.querySelectorAll('.input')].map(({ value }) => value)`);
const focused = () => frame.read<string>('document.activeElement.id');
const chooseDebit = () => frame.click('input[value=sepa_debit]');

async function enterCard(number = '4242424242424242') {
  await frame.type('Card number', number);
  await frame.type('Expiry date', '1234');
  await frame.type('Security code', '123');
}

describe('numbers', () => {
  test('[F1] each test number that is entered becomes the name of its method', async () => {
    const fields = await opened();
    await enterCard();
    for (const [number, method] of Object.entries(testCards)) {
      await frame.fill('Card number', number);
      await frame.fill('Security code', number.startsWith('37') ? '1234' : '123');
      expect(await fields.submit()).toEqual({ status: 'ok', method, expiry: { month: 12, year: 2034 } });
    }
    await chooseDebit();
    await frame.fill('Account holder', 'Example Person');
    await frame.fill('Email', 'person@example.com');
    for (const [iban, method] of Object.entries(testIbans)) {
      await frame.fill('IBAN', iban.toLowerCase());
      expect(await fields.submit()).toEqual({ status: 'ok', method, holder: 'Example Person' });
    }
  });

  test('[F2] another number is refused at once, and all that came along is wiped', async () => {
    const fields = await opened();
    await frame.fill('Name on card', 'Example Person');
    await frame.fill('Expiry date', '12/34');
    await frame.fill('Security code', '123');
    await frame.fill('Card number', '4111 1111 1111 1111');
    expect(await values()).toEqual(['', '', '', '', '', '', '']);
    const alert = await frame.read<string>(`document.querySelector('[role=alert]').textContent`);
    expect(alert).toMatch(/test mode.*has not kept this number.*4242.4242.4242.4242 works/);
    expect(await fields.submit()).toEqual({ status: 'invalid' });
  });

  test('[F2] an account too; and a number that is only mistyped stays, to be corrected', async () => {
    const fields = await opened();
    await frame.type('Card number', '4243');
    expect(await value('number')).toBe('4243');
    await fields.submit();
    expect(await frame.text()).toMatch(/no test card number/);
    expect(await value('number')).toBe('4243');
    await chooseDebit();
    await frame.fill('IBAN', 'FR1420041010050500013M02606');
    expect(await value('iban')).toBe('');
    expect(await frame.text()).toMatch(/has not kept this IBAN/);
  });

  test('[F3] nothing that was entered is in a message, an address, a storage or a request', async () => {
    await frame.takeRequests();
    const fields = await opened();
    await enterCard();
    await frame.fill('Card number', '4111111111111111');
    await enterCard('4000002500003155');
    await fields.submit();
    await chooseDebit();
    await frame.fill('IBAN', 'DE89370400440532013000');
    await frame.fill('Account holder', 'Example Person');
    await frame.fill('Email', 'person@example.com');
    await fields.submit();

    const traces = await frame.read<string>(
      `JSON.stringify([location.href, document.cookie, Object.entries(localStorage), Object.entries(sessionStorage), history.state, performance.getEntries().map(({ name }) => name)])`,
    );
    const requests = await frame.takeRequests();
    expect(requests.filter((address) => address.includes('fields.')).length).toBeGreaterThan(0);
    const everything = JSON.stringify(fields.heard) + traces + JSON.stringify(requests);
    expect(everything).toContain('authentication_at_setup');
    expect(everything.match(/4[\s\d-]{11,}|DE\d{10,}|person@/gi)).toBeNull();
  });

  test('[F3] the policy of the page stops a request that something in it would make', async () => {
    await opened();
    const outcome = await frame.read<string>(
      `fetch('/billfold-fields/').then(() => 'sent', (error) => error.name)`,
    );
    expect(outcome).toBe('TypeError');
  });

  test('[F3] a name that carries a long number is wiped, and leaves in no message', async () => {
    const fields = await opened();
    await enterCard();
    await frame.fill('Name on card', '4111 1111 1111 1111');
    expect(await fields.submit()).toEqual({ status: 'invalid' });
    expect(await value('name')).toBe('');
    expect(await focused()).toBe('name');
    await frame.fill('Name on card', 'Example Person');
    expect(await fields.submit()).toMatchObject({ status: 'ok', holder: 'Example Person' });
  });

  test('[F4] the list of numbers says what each does, and enters it', async () => {
    await opened();
    await frame.click('summary');
    expect(await frame.text()).toMatch(/4000 0000 0000 9995\s+has no money on it/);
    await frame.click('button:has-text("9995")');
    expect(await value('number')).toBe('4000 0000 0000 9995');
    expect(await focused()).toBe('number');
  });
});

describe('fields', () => {
  test('[F5] each has its label and its token, and what was entered stays while the other kind is looked at', async () => {
    const fields = await opened({ holder: 'Example Person' });
    expect(
      await frame.read(
        `[...document.querySelectorAll('.input')].map((input) => [input.labels[0].firstChild.textContent, input.autocomplete])`,
      ),
    ).toEqual([
      ['Card number', 'cc-number'],
      ['Expiry date', 'cc-exp'],
      ['Security code', 'cc-csc'],
      ['Name on card', 'cc-name'],
      ['IBAN', 'off'],
      ['Account holder', 'name'],
      ['Email', 'email'],
    ]);
    expect([await value('name'), await value('holder')]).toEqual(['Example Person', 'Example Person']);
    await enterCard();
    await chooseDebit();
    expect((await fields.latest('change', ({ kind }) => kind === 'sepa_debit'))['complete']).toBe(false);
    await frame.click('input[value=card]');
    expect(await value('number')).toBe('4242 4242 4242 4242');
    expect(await fields.submit()).toMatchObject({ method: 'visa', holder: 'Example Person' });
  });

  test('[F7] the caret stays behind its digit, and the brand is named', async () => {
    await opened();
    await frame.type('Card number', '424242424242');
    await frame.read(`document.getElementById('number').setSelectionRange(6, 6)`);
    await frame.press('Backspace');
    expect(await value('number')).toBe('4242 2424 242');
    expect(await frame.read(`document.getElementById('number').selectionStart`)).toBe(4);
    expect(await frame.read(`document.getElementById('brand').textContent`)).toBe('Visa');
    await frame.fill('Card number', '37');
    expect(await frame.read(`document.getElementById('brand').textContent`)).toBe('American Express');
  });

  test('[F8] the mandate is in sight with the fields of a debit', async () => {
    await opened();
    const isInSight = () => frame.read<boolean>(`document.querySelector('.mandate').checkVisibility()`);
    expect(await isInSight()).toBe(false);
    await chooseDebit();
    expect(await isInSight()).toBe(true);
    expect(await frame.text()).toMatch(/By confirming, you allow.*SEPA direct debit/);
    expect(await frame.read(`document.querySelector('.mandate').closest('details')`)).toBeNull();
  });

  test('[F9] what is wrong is said beside its field, and the first one has the focus', async () => {
    const fields = await opened();
    await frame.type('Card number', '4242424242424242');
    expect(await fields.submit()).toEqual({ status: 'invalid' });
    expect(await focused()).toBe('expiry');
    const describedBy = `[...document.querySelectorAll('[aria-invalid]')].map((input) => [input.id, document.getElementById(input.getAttribute('aria-describedby')).textContent])`;
    expect(await frame.read(describedBy)).toEqual([
      ['expiry', 'Enter month and year, for example 12 / 34.'],
      ['cvc', 'Enter 3 digits. Any will do.'],
    ]);
    await frame.type('Expiry date', '1234');
    expect(await frame.read(describedBy)).toHaveLength(1);
  });

  test('[F10] a card is entered by keyboard alone', async () => {
    const fields = await opened();
    fields.say({ type: 'focus' });
    await expect.poll(focused).toBe('number');
    for (const key of '5555555555554444') await frame.press(key);
    await frame.press('Tab');
    for (const key of '1234') await frame.press(key);
    await frame.press('Tab');
    for (const key of '123') await frame.press(key);
    expect(await fields.latest('change', ({ complete }) => complete === true)).toMatchObject({
      kind: 'card',
    });
    expect(await fields.submit()).toMatchObject({ status: 'ok', method: 'mastercard' });
    await frame.read(`document.querySelector('input[value=card]').focus()`);
    await frame.press('ArrowRight');
    expect((await fields.latest('change', ({ kind }) => kind === 'sepa_debit'))['complete']).toBe(false);
  });

  test('[F11] locked, nothing can be changed and everything is in sight', async () => {
    const fields = await opened();
    await enterCard();
    fields.say({ type: 'lock', locked: true });
    await expect.poll(() => frame.read(`document.querySelectorAll('input:enabled').length`)).toBe(0);
    expect(await value('number')).toBe('4242 4242 4242 4242');
    expect(await fields.submit()).toMatchObject({ status: 'ok' });
    fields.say({ type: 'lock', locked: false });
    await expect.poll(() => frame.read(`document.querySelectorAll('input:enabled').length`)).toBe(9);
  });

  test('[F11] what is wrong is found while it is locked, and has the focus as soon as it is not', async () => {
    const fields = await opened();
    await frame.type('Card number', '4242424242424242');
    fields.say({ type: 'lock', locked: true });
    expect(await fields.submit()).toEqual({ status: 'invalid' });
    fields.say({ type: 'lock', locked: false });
    await expect.poll(focused).toBe('expiry');
  });
});

describe('looks', () => {
  test('[F14] the page takes the theme, and changes with it', async () => {
    const fields = await opened({ theme: { scheme: 'dark', direction: 'rtl', text: 'rgb(1, 2, 3)' } });
    const looks = () =>
      frame.read(
        `[getComputedStyle(document.body).color, getComputedStyle(document.body).direction, getComputedStyle(document.documentElement).colorScheme]`,
      );
    expect(await looks()).toEqual(['rgb(1, 2, 3)', 'rtl', 'dark']);
    fields.say({ type: 'theme', theme: { scheme: 'light', text: 'rgb(4, 5, 6)' } });
    await expect.poll(looks).toEqual(['rgb(4, 5, 6)', 'ltr', 'light']);
  });

  test('[F15] it tells its height when that changes', async () => {
    const fields = await opened();
    const before = (await fields.latest('resize'))['height'] as number;
    await frame.click('summary');
    const after = await fields.latest('resize', ({ height }) => (height as number) > before);
    expect(after['height']).toBe(
      await frame.read(`Math.ceil(document.getElementById('page').getBoundingClientRect().height)`),
    );
  });

  test.each([
    ['light', 'ltr'],
    ['dark', 'rtl'],
  ])('[F16] axe finds nothing: %s, %s', async (scheme, direction) => {
    await frame.emulate({ colorScheme: scheme });
    const fields = await opened({ theme: { scheme, direction } });
    await frame.read(`document.body.style.background = '${scheme === 'dark' ? '#15171b' : '#fff'}'`);
    expect(await frame.axe()).toEqual([]);
    await fields.submit();
    await frame.click('summary');
    expect(await frame.axe()).toEqual([]);
    await chooseDebit();
    await fields.submit();
    expect(await frame.axe()).toEqual([]);
  });

  test.each([
    [288, 'ltr'],
    [320, 'rtl'],
    [640, 'ltr'],
  ])('[F17] at %i pixels, %s, nothing sticks out and everything can be pressed', async (width, direction) => {
    const fields = await opened({ width, theme: { direction } });
    await frame.click('summary');
    await fields.submit();
    for (const kind of ['card', 'sepa_debit']) {
      await frame.click(`input[value=${kind}]`);
      expect(await frame.read('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const small = await frame.read(
        `[...document.querySelectorAll('input, button, summary')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24).map(({ outerHTML }) => outerHTML)`,
      );
      expect(small).toEqual([]);
    }
  });

  test('[F18] in forced colours the choice and what is wrong are told apart', async () => {
    await frame.emulate({ forcedColors: 'active' });
    const fields = await opened();
    await fields.submit();
    const outlines = await frame.read<string[]>(
      `[...document.querySelectorAll('.kind')].map((one) => getComputedStyle(one).outlineStyle)`,
    );
    expect(outlines).toEqual(['solid', 'none']);
    const widths = await frame.read<string[]>(
      `['expiry', 'name'].map((id) => getComputedStyle(document.getElementById(id)).borderTopWidth)`,
    );
    expect(widths).toEqual(['2px', '1px']);
  });
});
