// What this page and the sandbox's card page say to each other. Both sides check sender, origin and shape of all they
// hear; the other side is `packages/fields`.
import type { SandboxEntry } from '@billfold/hooks/sandbox';
import type { PaymentFieldsEntry } from '../PaymentFields.js';

/** To the card page. */
export type Said =
  | { type: 'init'; locale: string; holder: string; theme: FlatTheme }
  | { type: 'theme'; theme: FlatTheme }
  | { type: 'lock'; locked: boolean }
  | { type: 'submit'; id: string }
  | { type: 'focus' };

/** A theme without levels. */
export type FlatTheme = Readonly<Record<string, string>>;

/** Of the card page. */
export type Heard =
  | { type: 'ready' }
  | { type: 'resize'; height: number }
  | ({ type: 'change' } & PaymentFieldsEntry)
  | { type: 'submitted'; id: string; entry: SandboxEntry | null };

/** What both sides write on their messages: a page hears those of many others. */
export const MARK = 'fields';

/** Higher than any fields are: a frame must not push the page around. */
const MAX_HEIGHT = 2000;

/** A message of the card page; null for everything else. */
export function readMessage(data: unknown): Heard | null {
  if (!isRecord(data) || data['billfold'] !== MARK) return null;
  const { type, height, complete, kind, id, result } = data;
  switch (type) {
    case 'ready':
      return { type };
    case 'resize':
      return isWhole(height, 1, MAX_HEIGHT) ? { type, height } : null;
    case 'change':
      return typeof complete === 'boolean' && (kind === 'card' || kind === 'sepa_debit')
        ? { type, complete, kind }
        : null;
    case 'submitted': {
      const entry = readResult(result);
      return typeof id === 'string' && entry !== undefined ? { type, id, entry } : null;
    }
    default:
      return null;
  }
}

/** What was entered; null where it is wrong; undefined for what says neither. */
function readResult(result: unknown): SandboxEntry | null | undefined {
  if (!isRecord(result)) return undefined;
  if (result['status'] === 'invalid') return null;
  const { status, method, expiry, holder } = result;
  // A name of letters, so that no number can stand in its place; whether it is one of the sandbox's, the portal knows.
  if (status !== 'ok' || typeof method !== 'string' || !/^[a-z_]{1,40}$/.test(method)) return undefined;
  if (holder !== undefined && !isName(holder)) return undefined;
  const entry = { method: method as SandboxEntry['method'], ...(holder !== undefined && { holder }) };
  if (expiry === undefined) return entry;
  if (!isRecord(expiry)) return undefined;
  const { month, year } = expiry;
  return isWhole(month, 1, 12) && isWhole(year, 2000, 2099)
    ? { ...entry, expiry: { month, year } }
    : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/**
 * A name to begin with. One that the card page would not take is left out: it hears no line that is none, and blames whoever
 * presses Save for a number that they have not entered.
 */
export const holderToSay = (name: string) =>
  isName(name) &&
  !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name) &&
  (name.normalize('NFKC').match(/\p{Nd}/gu) ?? []).length <= 8
    ? name
    : '';

const isName = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length > 0 &&
  value.length <= 200 &&
  value.replace(/\D/g, '').length <= 8;
