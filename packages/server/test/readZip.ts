import { crc32 } from 'node:zlib';

export interface ZippedFile {
  name: string;
  bytes: Uint8Array;
  /** The day and time that the archive has for it, as `2026-11-20 12:00:00`. */
  modified: string;
}

/**
 * Reads a ZIP archive of stored files as strictly as it can be read, by the format's specification and not by the library
 * that wrote it: the directory at the end, the header in front of each file, lengths and sums must say the same, and no
 * byte may belong to nothing. What another reader would have to guess is an error here.
 */
export function readZip(archive: Uint8Array): ZippedFile[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const uint16 = (at: number) => view.getUint16(at, true);
  const uint32 = (at: number) => view.getUint32(at, true);
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`Not a strict ZIP archive: ${what}`);
  };
  const sameBytes = (one: number, other: number, length: number) =>
    Buffer.compare(archive.subarray(one, one + length), archive.subarray(other, other + length)) === 0;

  const end = archive.byteLength - 22;
  must(end >= 0 && uint32(end) === 0x06054b50 && uint16(end + 20) === 0, 'it does not end in its directory');
  const count = uint16(end + 10);
  const directory = uint32(end + 16);
  must(uint16(end + 8) === count && uint32(end + 4) === 0, 'it is one of several parts');
  must(directory + uint32(end + 12) === end, 'there is something behind the directory');

  const files: ZippedFile[] = [];
  let at = directory;
  let next = 0;
  for (let index = 0; index < count; index += 1) {
    must(uint32(at) === 0x02014b50, `entry ${index} of the directory is none`);
    const local = uint32(at + 42);
    const size = uint32(at + 24);
    const nameLength = uint16(at + 28);
    must(local === next && uint32(local) === 0x04034b50, `file ${index} is not where the one before ends`);
    // Version, flags, method, time, sum, lengths and the length of the name, of both.
    must(sameBytes(at + 6, local + 4, 24), `the two headers of file ${index} differ`);
    must(sameBytes(at + 46, local + 30, nameLength), `file ${index} has two names`);
    must(uint16(at + 10) === 0 && uint32(at + 20) === size, `file ${index} is not stored as it is`);
    must(uint16(at + 8) === 0, `file ${index} has flags`);
    must(uint16(at + 30) + uint16(at + 32) + uint16(local + 28) === 0, `file ${index} has more to say`);
    const content = local + 30 + nameLength;
    const bytes = archive.subarray(content, content + size);
    must(crc32(bytes) === uint32(at + 16), `file ${index} is damaged`);
    const name = new TextDecoder('utf-8', { fatal: true }).decode(
      archive.subarray(at + 46, at + 46 + nameLength),
    );
    files.push({ name, bytes, modified: timeOf(uint16(at + 14), uint16(at + 12)) });
    next = content + size;
    at += 46 + nameLength;
  }
  must(next === directory && at === end, 'some of it belongs to no file');
  return files;
}

/** A date and a time as MS-DOS has packed them. */
function timeOf(date: number, time: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${1980 + (date >> 9)}-${two((date >> 5) & 15)}-${two(date & 31)}`;
  return `${day} ${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`;
}
