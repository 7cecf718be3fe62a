import { commands } from 'vitest/browser';

/** What the tests' browser can do in the frame, where no page of another origin can; see scripts/vitest. */
export const frame = {
  type: (label: string, text: string) => browser.typeInFrame(AT, label, text),
  fill: (label: string, text: string) => browser.fillInFrame(AT, label, text),
  click: (selector: string) => browser.clickInFrame(AT, selector),
  read: <Value>(expression: string) => browser.readFrame(AT, expression) as Promise<Value>,
  text: () => browser.readFrame(AT, 'document.body.innerText') as Promise<string>,
  axe: () => browser.axeInFrame(AT),
  press: (key: string) => browser.pressKey(key),
  emulate: (media: object) => browser.emulateMedia(media),
  takeRequests: () => browser.takeRequests(),
};

const AT = '/billfold-fields/';

const browser = commands as unknown as {
  typeInFrame(frame: string, label: string, text: string): Promise<void>;
  fillInFrame(frame: string, label: string, text: string): Promise<void>;
  clickInFrame(frame: string, selector: string): Promise<void>;
  readFrame(frame: string, expression: string): Promise<unknown>;
  axeInFrame(frame: string): Promise<string[]>;
  pressKey(key: string): Promise<void>;
  emulateMedia(media: object): Promise<void>;
  takeRequests(): Promise<string[]>;
};

/** Where the page is served beside the tests. */
export const FIELDS_ORIGIN = `http://fields.localhost:${location.port}`;

/** A message of the frame, as it arrived. */
type Message = Record<string, unknown> & { type: string };

/** Opens the page in a frame, and talks to it as a billing page does. */
export async function openFields({
  width = 400,
  parent = location.origin,
  init = true,
  ...said
}: { width?: number; parent?: string; init?: boolean; theme?: object; holder?: string } = {}) {
  const element = document.createElement('iframe');
  element.title = 'Fields';
  element.style.cssText = `width: ${width}px; height: 700px; border: 0`;
  const heard: Message[] = [];
  const listen = (event: MessageEvent) => {
    if (event.source === element.contentWindow) heard.push(event.data as Message);
  };
  window.addEventListener('message', listen);
  const loaded = new Promise((resolve) => element.addEventListener('load', resolve));
  element.src = `${FIELDS_ORIGIN}${AT}?parent=${encodeURIComponent(parent)}`;
  document.body.append(element);
  await loaded;

  const say = (message: object) =>
    element.contentWindow!.postMessage({ billfold: 'fields', ...message }, FIELDS_ORIGIN);

  /** The latest message of a type; waits for the first. */
  async function latest(
    type: string,
    isWanted: (message: Message) => boolean = () => true,
  ): Promise<Message> {
    for (let tries = 0; tries < 750; tries += 1) {
      const found = heard.findLast((message) => message.type === type && isWanted(message));
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`The frame never said "${type}". It said: ${JSON.stringify(heard)}`);
  }

  let asked = 0;
  async function submit(): Promise<unknown> {
    asked += 1;
    const id = `ask_${asked}`;
    say({ type: 'submit', id });
    return (await latest('submitted', (message) => message['id'] === id))['result'];
  }

  if (init) {
    await latest('ready');
    say({ type: 'init', locale: 'en', theme: {}, ...said });
    await latest('resize');
  }
  return {
    element,
    heard,
    say,
    latest,
    submit,
    close() {
      window.removeEventListener('message', listen);
      element.remove();
    },
  };
}
