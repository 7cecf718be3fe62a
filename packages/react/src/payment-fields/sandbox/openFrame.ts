import type { SandboxEntry } from '@billfold/hooks/sandbox';
import type { FieldsTheme } from '../fieldsTheme.js';
import { MARK, readMessage, type FlatTheme, type Heard, type Said } from './messages.js';

/** The card page in its frame. */
export interface CardPage {
  /**
   * What was entered; null where it is wrong, which the fields then say themselves.
   *
   * @throws where the page does not answer: it says nothing then, and nobody knows what is in it.
   */
  ask(): Promise<SandboxEntry | null>;
  say(said: Said): void;
  close(): void;
}

/** Told of the card page, in the order in which it happens. */
type OnHeard = (heard: Exclude<Heard, { type: 'submitted' }>) => void;

/** As long as somebody waits for an answer of a page that is there. */
const ANSWER_WITHIN = 5000;

/**
 * Opens the card page in a frame. It is told what this page says, and no other page is, wherever the frame may have been
 * led; and of all messages that arrive, only those of this very frame, as the page of that address, are heard.
 *
 * @param onSilent called when it has not answered.
 */
export function openFrame(
  frame: HTMLIFrameElement,
  url: string,
  onSilent: () => void,
  onHeard: OnHeard,
): CardPage {
  const address = new URL(url);
  address.searchParams.set('parent', location.origin);
  const waiting = new Map<string, (entry: SandboxEntry | null) => void>();

  function listen({ origin, source, data }: MessageEvent): void {
    if (source === null || source !== frame.contentWindow || origin !== address.origin) return;
    const heard = readMessage(data);
    if (heard === null) return;
    if (heard.type !== 'submitted') return onHeard(heard);
    waiting.get(heard.id)?.(heard.entry);
    waiting.delete(heard.id);
  }
  addEventListener('message', listen);
  // Not before somebody listens: what a page says when it is ready, it says once.
  frame.src = address.href;

  const say = (said: Said) => frame.contentWindow?.postMessage({ billfold: MARK, ...said }, address.origin);
  return {
    say,
    ask: () =>
      new Promise((resolve, reject) => {
        const id = crypto.getRandomValues(new Uint32Array(4)).join('-');
        waiting.set(id, resolve);
        setTimeout(() => {
          if (!waiting.delete(id)) return;
          onSilent();
          reject(new Error(`The card page has not answered within ${ANSWER_WITHIN} ms.`));
        }, ANSWER_WITHIN);
        say({ type: 'submit', id });
      }),
    close() {
      removeEventListener('message', listen);
      for (const resolve of waiting.values()) resolve(null);
      waiting.clear();
    },
  };
}

/** A theme in the words of the card page. */
export function flatTheme({ colors, ...theme }: FieldsTheme): FlatTheme {
  return { ...theme, ...colors };
}
