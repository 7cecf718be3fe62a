import { crc32, deflateSync } from 'node:zlib';

/** Types of colour as PNG numbers them, and their samples for each pixel. */
const SAMPLES = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface PngOptions {
  width?: number;
  height?: number;
  colour?: keyof typeof SAMPLES;
  bits?: number;
  interlaced?: boolean;
  /** Chunks before the pixels, by their types. */
  more?: [type: string, data: Uint8Array][];
  /** Instead of pixels that are right. */
  pixels?: Uint8Array;
}

/** A PNG of one colour, as a file holds it. */
export function pngOf(options: PngOptions = {}): Uint8Array {
  const { width = 24, height = 16, colour = 2, bits = 8, interlaced = false, more = [] } = options;
  const row = Math.ceil((width * bits * SAMPLES[colour]) / 8) + 1;
  const raw = Buffer.alloc(row * height, 0x55);
  for (let at = 0; at < raw.length; at += row) raw[at] = 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, colour, 0, 0, interlaced ? 1 : 0], 8);
  return pngFrom([
    ['IHDR', header],
    ...more,
    ['IDAT', options.pixels ?? deflateSync(raw)],
    ['IEND', Buffer.alloc(0)],
  ]);
}

/** A PNG of any chunks. */
export function pngFrom(chunks: [type: string, data: Uint8Array][]): Uint8Array {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = chunks.flatMap(([type, data]) => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(typed));
    return [length, typed, sum];
  });
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

/** Blue, 24 by 16 pixels. */
export const jpeg = bytesOf(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAQABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAAX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCEAtJgAD//2Q==',
);

/** The same as WebP. */
export const webp = bytesOf(
  'UklGRkAAAABXRUJQVlA4IDQAAADwAgCdASoYABAAPpE4l0eloyIhMAgAsBIJQA7AACRRAAD+7gpn/9wZn1djh//G83mtWIAA',
);

export const dataUrlOf = (type: 'png' | 'jpeg' | 'webp', bytes: Uint8Array) =>
  `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
