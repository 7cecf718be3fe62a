import { crc32, inflateSync } from 'node:zlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples of a pixel, by the type of colour. */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** More than a document can show of a logo, and few enough to be decompressed with every document. */
const MOST_PIXELS = 2_000_000;

/**
 * The same image with only what is drawn: its header, palette, transparency and pixels, which are all there. Null for what the
 * library does not draw as it is meant: interlaced images, 16 bits a sample, and transparency of fewer than 8.
 *
 * @throws RangeError, or an error of zlib, for a file that is not what it says.
 */
export function plainPng(bytes: Uint8Array): Uint8Array | null {
  const chunks = chunksOf(bytes);
  const header = chunks.find(({ type }) => type === 'IHDR');
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  if (!header || header.data.length !== 13) return null;

  const width = header.data.readUInt32BE(0);
  const height = header.data.readUInt32BE(4);
  const [bits, colour, , , interlace] = header.data.subarray(8) as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  const samples = SAMPLES[colour];
  if (samples === undefined || width === 0 || width * height > MOST_PIXELS || interlace !== 0) return null;

  const palette = colour === 3 ? chunks.find(({ type }) => type === 'PLTE') : undefined;
  // Of images without a palette this is one colour that is not drawn; opaque is near enough.
  const transparency = colour === 3 ? chunks.find(({ type }) => type === 'tRNS') : undefined;
  const isSimple = transparency === undefined && (colour === 0 || colour === 3);
  if (bits !== 8 && !(isSimple && [1, 2, 4].includes(bits))) return null;
  if (colour === 3 && !isPalette(palette?.data)) return null;
  if (transparency && transparency.data.length > 255) return null;

  const row = Math.ceil((width * bits * samples) / 8) + 1;
  const raw = inflateSync(pixels, { maxOutputLength: row * height });
  if (raw.length !== row * height) return null;
  for (let at = 0; at < raw.length; at += row) if (raw[at]! > 4) return null;

  const kept = [
    header,
    palette,
    transparency,
    { type: 'IDAT', data: pixels },
    { type: 'IEND', data: Buffer.alloc(0) },
  ];
  return new Uint8Array(
    Buffer.concat([Buffer.from(SIGNATURE), ...kept.flatMap((it) => (it ? chunk(it) : []))]),
  );
}

interface Chunk {
  type: string;
  data: Buffer;
}

const isPalette = (data: Buffer | undefined) =>
  data !== undefined && data.length > 0 && data.length <= 768 && data.length % 3 === 0;

/** All chunks up to the end of the image. Reads past the end of the file throw. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; ;) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IEND') return chunks;
    const end = at + 8 + length;
    // The checksum behind it belongs to it.
    if (end + 4 > file.length) throw new RangeError('a chunk is longer than the file');
    chunks.push({ type, data: file.subarray(at + 8, end) });
    at = end + 4;
  }
}

function chunk({ type, data }: Chunk): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
