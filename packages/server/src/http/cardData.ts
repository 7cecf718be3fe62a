import type { TaxIdType } from '@billfold/contract';
import { BillfoldError } from '../errors.js';
import { compactTaxId, verdictOn } from '../rules/taxIds.js';
import { hasCheckDigit } from './cardIssuers.js';
import { findCardNumbers } from './cardNumbers.js';
import { isTooDeep } from './jsonDepth.js';

// Card data has one place to be entered in, which is not ours. Where it comes all the same, the request ends before
// anything of it is parsed, kept or said again: a customer's slip in an address must not make a store of card numbers of us.

/**
 * Refuses a request whose address or headers hold card data. Not looked at are credentials, and the ids by which programs
 * follow a request: neither is written by people, kept or logged, and some of them are long decimal numbers.
 *
 * @throws BillfoldError `card_data_not_accepted`
 */
export function refuseCardDataAround({ url, headers }: Request): void {
  const { pathname, searchParams } = new URL(url);
  for (const part of pathname.split('/')) refuseIf(holdsCardNumber(decoded(part)));
  for (const [name, value] of searchParams) {
    refuseIf(holdsCardNumber(name) || holdsCardNumber(value) || isCardField(name, value), name);
  }
  for (const [name, value] of headers) {
    if (CREDENTIALS.test(name) || TRACES.test(name)) continue;
    const text = decoded(value).replace(HEXADECIMAL, '…');
    refuseIf(holdsCardNumber(name) || holdsCardNumber(text) || isCardField(name, value));
  }
}

/**
 * Refuses a body that holds card data, whatever it is: as it was sent, and where it can be read as JSON or as a form, every
 * name and value of it.
 *
 * Two values may look like a card's number and be what they are called: a tax id that is right for its type, and a
 * telephone number with its country, of at most 14 digits.
 *
 * @throws BillfoldError `card_data_not_accepted`
 */
export async function refuseCardDataIn(body: string): Promise<void> {
  const explained = new Set<string>();
  for (const { name, value, parent, holder } of entriesIn(read(body))) {
    refuseIf(holdsCardNumber(name) || isCardField(name, value) || isCardField(`${parent}${name}`, value));
    const numbers = cardNumbersIn(value);
    if (numbers.length === 0) continue;
    refuseIf(!(isPhone(name, value) || (await isTaxId(name, value, holder))), name);
    for (const number of numbers) explained.add(number);
  }
  // The text itself too: of a name that is there twice a parser keeps one value.
  refuseIf(cardNumbersIn(unescaped(body)).some((number) => !explained.has(number)));
}

function refuseIf(isCardData: boolean, name = ''): void {
  if (!isCardData) return;
  const path = OWN_IDS.find((it) => it === name);
  const message = 'looks like the number of a card: put a 0 before ids that are nothing but digits';
  throw new BillfoldError('card_data_not_accepted', path ? { fields: [{ path, message }] } : {});
}

/** Where merchants send ids of their own. One that looks like a card's number would do so for ever, and they can do something. */
const OWN_IDS = ['reference', 'customerReference'];

const CREDENTIALS = /^(?:authorization|cookie|proxy-authorization)$/;

/** Headers of Trace Context, Zipkin, Jaeger, Datadog, Sentry, AWS and Google Cloud, and the customary ones without a standard. */
const TRACES =
  /^(?:traceparent|tracestate|baggage|b3|x-b3-\w+|uber-trace-id|x-datadog-[\w-]+|sentry-trace|x-amzn-trace-id|x-cloud-trace-context|(?:x-)?(?:request|correlation|trace|span)-id)$/;

/** Random numbers as programs write them, in headers. By chance there are thirteen digits in a row in them. */
const HEXADECIMAL = /\b(?=[0-9]*[a-f])[0-9a-f]{16,128}\b/gi;

/** The like with hyphens, wherever it stands. Without a letter it could be anything. */
const UUID =
  /(?<![0-9a-z])(?=[0-9-]{0,35}[a-f])[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** A random number between 0 and 1, which many programs make their ids of. Nobody writes a card's number like that. */
const FRACTION = /(?<![0-9.,])0\.[0-9]{13,19}(?![0-9])/g;

const cardNumbersIn = (text: string) => findCardNumbers(text.replace(UUID, '…').replace(FRACTION, '…'));
const holdsCardNumber = (text: string) => cardNumbersIn(text).length > 0;

/** Names under which card data travels, without what stands between their parts: `card[number]`, `card_number`, `cardNumber`. */
const CARD_FIELD =
  /(?:^|card)(?:cvc2?|cvv2?|csc|cvn|securitycode|pan|primaryaccountnumber)$|(?:card|^cc)(?:number|num|no)$|^creditcard$/;

/** Whether a value is card data by its name, even where it is too short to be told by itself. */
function isCardField(name: string, value: string): boolean {
  return /\p{Nd}/u.test(value) && CARD_FIELD.test(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/** A telephone number that can not be dialled without its country. None of 15 digits begins like a card of 15. */
function isPhone(name: string, value: string): boolean {
  return name === 'phone' && /^\+[0-9 ()./-]{3,40}$/.test(value) && value.replace(/\D/g, '').length <= 14;
}

/** Types whose numbers have so many digits and can begin as a card's do. Of the others none explains one. */
const LONG_TAX_IDS: readonly TaxIdType[] = [
  'br_cnpj',
  'cn_tin',
  'de_stn',
  'fr_siret',
  'mk_vat',
  'ro_tin',
  'th_vat',
];

/**
 * Indonesia's number: of 15 digits with a check digit at the ninth place, or, of persons since 2024, that of their identity card,
 * which says where and when they were born (of women 40 days later) and counts up from 0001 those who share both.
 */
const isNpwp = (digits: string) =>
  /^\d{15}$/.test(digits)
    ? hasCheckDigit(digits.slice(0, 9), 2)
    : /^[1-9]\d{5}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d\d00\d\d$/.test(digits);

/** A number that is right for such a type, by its form and by its own check digit. */
async function isTaxId(name: string, value: string, { type }: { type?: unknown }): Promise<boolean> {
  if (name === 'value' && type === 'id_npwp') return isNpwp(compactTaxId(value));
  const known = LONG_TAX_IDS.find((it) => it === type);
  if (name !== 'value' || !known) return false;
  return (await verdictOn({ type: known, value })) === 'verified';
}

/** What a body says, as JSON or as a form; of any other, and of one that is too deep to be parsed, there is only its text. */
function read(body: string): unknown {
  if (isTooDeep(body)) return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return [...new URLSearchParams(body)].map(([name, value]) => ({ [name]: value }));
  }
}

interface Entry {
  name: string;
  /** As text; empty for what holds others. */
  value: string;
  /** Name of what holds it, where that has one. */
  parent: string;
  holder: object;
}

/** Every name with its value. What is in a list goes by the name of the list. Not by recursion, which a deep body would end. */
function* entriesIn(root: unknown): Generator<Entry> {
  const queue: [name: string, value: unknown, parent: string, holder: object][] = [['', root, '', {}]];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [name, value, parent, holder] = next;
    if (typeof value !== 'object' || value === null) {
      yield { name, value: String(value), parent, holder };
    } else if (Array.isArray(value)) {
      for (const item of value) queue.push([name, item, parent, value]);
    } else {
      yield { name, value: '', parent, holder };
      for (const [key, inner] of Object.entries(value)) queue.push([key, inner, name, value]);
    }
  }
}

/** A text with `\u0034` as the character that it is in JSON. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A text of an address, or the text itself where it is none. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
