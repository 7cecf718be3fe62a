// What the page around the frame and the frame say to each other. Both sides check sender, origin and shape of all they
// hear; the other side is `payment-fields/sandbox/messages.ts` of @billfold/react.
import { readTheme, type Theme } from './theme.js';

/** To the frame. */
export type Heard =
  | { type: 'init'; locale: string; holder: string; theme: Theme }
  | { type: 'theme'; theme: Theme }
  /** While something is being confirmed. */
  | { type: 'lock'; locked: boolean }
  /** Asks for what was entered; the answer carries the same id. */
  | { type: 'submit'; id: string }
  | { type: 'focus' };

/** Of the frame. A method is one of the sandbox's names: no message carries a number of a card or an account. */
export type Said =
  | { type: 'ready' }
  | { type: 'resize'; height: number }
  | { type: 'change'; complete: boolean; kind: Kind }
  | { type: 'submitted'; id: string; result: Result };

export type Kind = 'card' | 'sepa_debit';

export type Result =
  | { status: 'ok'; method: string; expiry?: { month: number; year: number }; holder?: string }
  | { status: 'invalid' };

/** What both sides write on their messages: a page hears those of many others. */
export const MARK = 'fields';

/** A message to the frame; null for everything else. */
export function readMessage(data: unknown): Heard | null {
  if (typeof data !== 'object' || data === null) return null;
  const { billfold, type, ...rest } = data as Record<string, unknown>;
  if (billfold !== MARK) return null;
  switch (type) {
    case 'init': {
      const { locale, holder = '', theme } = rest;
      const shown = readTheme(theme);
      const isText = isLine(locale, 100) && isLine(holder, 200);
      return isText && shown
        ? { type, locale: locale as string, holder: holder as string, theme: shown }
        : null;
    }
    case 'theme': {
      const theme = readTheme(rest['theme']);
      return theme && { type, theme };
    }
    case 'lock':
      return typeof rest['locked'] === 'boolean' ? { type, locked: rest['locked'] } : null;
    case 'submit':
      return typeof rest['id'] === 'string' && /^[\w-]{1,64}$/.test(rest['id'])
        ? { type, id: rest['id'] }
        : null;
    case 'focus':
      return { type };
    default:
      return null;
  }
}

const isLine = (value: unknown, longest: number) =>
  typeof value === 'string' && value.length <= longest && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);
