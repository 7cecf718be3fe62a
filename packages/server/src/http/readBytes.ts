import { BillfoldError } from '../errors.js';

/**
 * Reads the body of a request, and no further than a limit: by what it says of itself before anything is read, and by what comes.
 *
 * @throws BillfoldError `body_too_large`.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new BillfoldError('body_too_large');
  const bytes = request.body
    ? await readStream(request.body, limit)
    : new Uint8Array(await request.arrayBuffer());
  if (bytes.byteLength > limit) throw new BillfoldError('body_too_large');
  return bytes;
}

const FIRST_BYTES = 64 * 1024;

/** Not by iteration, nor everywhere at all: not every browser's requests can. */
async function readStream(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  let bytes = new Uint8Array(Math.min(FIRST_BYTES, limit));
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const wanted = size + part.value.byteLength;
    if (wanted > limit) {
      await reader.cancel();
      throw new BillfoldError('body_too_large');
    }
    // Copied once for each doubling, and not for each piece: they may be single bytes.
    if (wanted > bytes.byteLength)
      bytes = grown(bytes, Math.min(limit, Math.max(wanted, 2 * bytes.byteLength)));
    bytes.set(part.value, size);
    size = wanted;
  }
  return bytes.subarray(0, size);
}

function grown(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}
