import { afterEach, expect, test } from 'vitest';
import { FIELDS_ORIGIN, frame, openFields } from '../test/openFields.js';
import { strange } from '../test/strangeMessages.js';

const added: HTMLElement[] = [];
afterEach(() => {
  for (const element of added.splice(0)) element.remove();
});

/** Everything that a stranger would like to have done, in shapes that the page's own parent uses. */
const perfect = [
  { billfold: 'fields', type: 'init', locale: 'de', holder: 'Stranger', theme: { text: 'rgb(9, 9, 9)' } },
  { billfold: 'fields', type: 'theme', theme: { text: 'rgb(9, 9, 9)', direction: 'rtl' } },
  { billfold: 'fields', type: 'lock', locked: true },
  { billfold: 'fields', type: 'submit', id: 'stranger' },
  { billfold: 'fields', type: 'focus' },
];

/** What the page is: its fields, its looks, and where the focus is. */
const state = () =>
  frame.read<string>(
    `JSON.stringify([document.documentElement.outerHTML, [...document.querySelectorAll('input')].map(({ value, disabled }) => [value, disabled]), document.activeElement.id])`,
  );

/** A window in the page beside the fields, which sends everything to them that it can. */
async function stranger(sandbox: string | null, index: number): Promise<void> {
  const window = document.createElement('iframe');
  if (sandbox !== null) window.setAttribute('sandbox', sandbox);
  window.srcdoc = `<script>
    addEventListener('message', ({ data }) => {
      for (const message of data) parent.frames[${index}].postMessage(message, '*');
      parent.postMessage('sent', '*');
    });
  </script>`;
  const loaded = new Promise((resolve) => window.addEventListener('load', resolve));
  document.body.append(window);
  added.push(window);
  await loaded;
  const sent = new Promise<void>((resolve) => {
    addEventListener('message', function listen({ data, source }) {
      if (data !== 'sent' || source !== window.contentWindow) return;
      removeEventListener('message', listen);
      resolve();
    });
  });
  window.contentWindow!.postMessage([...strange, ...perfect], '*');
  await sent;
}

const whichFrame = (element: HTMLIFrameElement) =>
  Array.from({ length: window.length }, (_, index) => index).findIndex(
    (index) => window[index] === element.contentWindow,
  );

test.each([
  ['of an origin of its own', 'allow-scripts'],
  ['of the very origin of the parent', null],
])('[F13] a stranger window %s has no effect with 55 messages', async (_name, sandbox) => {
  const fields = await openFields({ holder: 'Example Person' });
  added.push(fields.element);
  await frame.type('Card number', '4242424242424242');
  const before = await state();
  const heard = fields.heard.length;
  await stranger(sandbox, whichFrame(fields.element));
  // What is heard is done in order: when this answer is there, everything before it has been heard.
  expect(await fields.submit()).toEqual({ status: 'invalid' });
  expect(fields.heard.slice(heard).filter(({ id }) => id === 'stranger')).toEqual([]);
  await frame.read(
    `document.querySelectorAll('[aria-invalid]').forEach((input) => input.dispatchEvent(new Event('input')))`,
  );
  await frame.read(`document.getElementById('number').focus()`);
  const without = (page: string) => page.replaceAll(/ aria-(invalid|describedby)=\\"[^"]*\\"/g, '');
  expect(without(await state())).toBe(without(before));
  fields.close();
});

test('[F13] the parent itself has no effect with messages of other shapes', async () => {
  const fields = await openFields();
  added.push(fields.element);
  const before = await state();
  for (const message of strange) fields.element.contentWindow!.postMessage(message, FIELDS_ORIGIN);
  await frame.read('new Promise((resolve) => setTimeout(resolve, 100))');
  expect(await state()).toBe(before);
  expect(fields.heard.map(({ type }) => type)).toEqual(['ready', 'change', 'resize']);
  fields.close();
});

test('[F12] for a page of another origin than the address names it is no field, and tells it nothing', async () => {
  const fields = await openFields({ parent: 'https://billing.test', init: false });
  added.push(fields.element);
  for (const message of perfect) fields.say(message);
  await frame.read('new Promise((resolve) => setTimeout(resolve, 100))');
  expect(await frame.text()).toMatch(/Fields for test payment methods/);
  expect(await frame.read(`document.querySelectorAll('input').length`)).toBe(0);
  expect(fields.heard).toEqual([]);
  fields.close();
});

test('[F12] it says what it is to those who open it on its own', async () => {
  const page = await fetch(`${FIELDS_ORIGIN}/billfold-fields/`, { mode: 'no-cors' });
  expect(page.type).toBe('opaque');
  const fields = await openFields({ parent: '', init: false });
  added.push(fields.element);
  expect(await frame.text()).toMatch(/stands in a frame/);
  expect(await frame.axe()).toEqual([]);
  fields.close();
});
