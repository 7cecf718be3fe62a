import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { imageSize } from 'image-size';

/** Kinds of images that a logo may be. No SVG: that is a program, and who opens it by itself runs it. */
export const logoTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type LogoType = (typeof logoTypes)[number];

/** An image that a project is known by. */
export interface LogoImage {
  type: LogoType;
  bytes: Uint8Array;
}

/** Bytes: 512 KiB. */
export const LARGEST_LOGO = 512 * 1024;
/** Pixels, in width and in height. */
const LONGEST_SIDE = 4096;

/**
 * What an image is, by its own bytes: whatever it was sent or called as, it is served as this and as nothing else.
 *
 * @returns what is wrong with it, for whoever gave it, where it can not be a logo.
 */
export function readLogo(bytes: Uint8Array): LogoImage | { fault: string } {
  if (bytes.byteLength > LARGEST_LOGO) return { fault: 'must be at most 512 KiB' };
  const type = typeOf(bytes);
  if (type === null) return { fault: 'must be a PNG, JPEG or WebP image' };
  const size = sizeOf(bytes, type);
  if (size === null) return { fault: 'must be an image that is whole' };
  const longest = Math.max(size.width, size.height);
  if (longest > LONGEST_SIDE) return { fault: `must be at most ${LONGEST_SIDE} pixels wide and high` };
  return { type, bytes };
}

/** The name that an image is kept and served under: another image has another one, so that it may be remembered for ever. */
export const hashOfLogo = ({ bytes }: LogoImage) => bytesToHex(sha256(bytes));

function typeOf(bytes: Uint8Array): LogoType | null {
  const begins = (at: number, ...expected: number[]) =>
    expected.every((it, index) => bytes[at + index] === it);
  const text = (at: number, expected: string) =>
    begins(at, ...Array.from(expected, (char) => char.charCodeAt(0)));
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  return text(0, 'RIFF') && text(8, 'WEBP') ? 'image/webp' : null;
}

const NAMES = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

function sizeOf(bytes: Uint8Array, expected: LogoType): { width: number; height: number } | null {
  try {
    const { width, height, type } = imageSize(bytes);
    return type === NAMES[expected] && width > 0 && height > 0 ? { width, height } : null;
  } catch {
    return null;
  }
}
