import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** What a secret is for; the prefix lets people and secret scanners tell one when they see it. */
export type SecretPrefix = 'sk_test' | 'sk_live' | 'lc' | 'pt' | 'hs';

/**
 * A new secret: its prefix, 256 random bits in 43 characters, and a checksum of 6 characters, so that a
 * scanner can tell a leaked secret from random text without asking us.
 */
export function makeSecret(prefix: SecretPrefix): string {
  const body = randomText(43);
  return `${prefix}_${body}${checksum(body)}`;
}

/** Whether a text has the form of a secret of this prefix. Says nothing about whether it is a valid one. */
export function isSecret(prefix: SecretPrefix, text: string): boolean {
  const body = text.slice(prefix.length + 1, -6);
  return text.startsWith(`${prefix}_`) && body.length === 43 && text.endsWith(checksum(body));
}

/** An opaque id that nobody can guess, though nothing depends on that: `bps_…`, 22 characters. */
export function makeId(prefix: string): string {
  return `${prefix}_${randomText(22)}`;
}

/**
 * The same id whenever it is made of the same text, and as opaque. Not the hash in hex: of those every ten thousandth has the
 * digits of a card's number in a row, and a request that names it would be refused for ever.
 */
export function makeIdFrom(prefix: string, text: string): string {
  let rest = BigInt(`0x${hashSecret(text)}`);
  let id = '';
  while (id.length < 22) {
    id += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return `${prefix}_${id}`;
}

/** SHA-256 in hex. Secrets hold 256 random bits, so there is nothing for a slow hash to protect. */
export function hashSecret(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Whether two secrets are the same. Their hashes are compared, whose agreement says nothing about theirs. */
export function isSameSecret(one: string, other: string): boolean {
  return hashSecret(one) === hashSecret(other);
}

/** Every character equally likely: bytes that would favour the start of the alphabet are thrown away. */
function randomText(length: number): string {
  const limit = 256 - (256 % ALPHABET.length);
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < limit && text.length < length) text += ALPHABET[byte % ALPHABET.length];
    }
  }
  return text;
}

/** CRC-32 in the same alphabet, as other issuers of scannable secrets do. */
function checksum(text: string): string {
  let crc = ~0;
  for (const char of text) {
    crc ^= char.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  let rest = ~crc >>> 0;
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = ALPHABET[rest % ALPHABET.length]! + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
