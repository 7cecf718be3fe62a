/** Frames that readers of PDFs decode: baseline, extended and progressive. */
const FRAMES = [0xc0, 0xc1, 0xc2];
/** What cameras and programs write about an image: nothing of it is drawn, and where it was taken is nobody's business. */
const isRemark = (marker: number) =>
  marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && marker !== 0xee && marker !== 0xe0);

/**
 * The same image without what was written about it. Null for one that readers of PDFs may not show: other ways of compression,
 * other than 8 bits a sample, other than one, three or four samples.
 *
 * @throws RangeError for a file that is not what it says.
 */
export function plainJpeg(bytes: Uint8Array): Uint8Array | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Buffer[] = [file.subarray(0, 2)];
  let isFramed = false;
  for (let at = 2; ;) {
    if (file.readUInt8(at) !== 0xff) return null;
    // Any number of these may stand before a marker.
    if (file.readUInt8(at + 1) === 0xff) {
      at += 1;
      continue;
    }
    const marker = file.readUInt8(at + 1);
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length) throw new RangeError('a segment is longer than the file');
    if (marker === 0xda) {
      kept.push(file.subarray(at));
      return isFramed ? new Uint8Array(Buffer.concat(kept)) : null;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (isFramed || !FRAMES.includes(marker) || !isDrawn(file.subarray(at + 4, end))) return null;
      isFramed = true;
    }
    if (!isRemark(marker)) kept.push(file.subarray(at, end));
    at = end;
  }
}

function isDrawn(frame: Buffer): boolean {
  const [bits, height, width] = [frame.readUInt8(0), frame.readUInt16BE(1), frame.readUInt16BE(3)];
  return bits === 8 && height > 0 && width > 0 && [1, 3, 4].includes(frame.readUInt8(5));
}
