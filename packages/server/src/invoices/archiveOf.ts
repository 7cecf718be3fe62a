import type { Zippable } from 'fflate/browser';

export interface ArchivedFile {
  /** Made of characters that are safe on every system. Files that would have one name are told apart. */
  name: string;
  bytes: Uint8Array;
  /** The instant by whose day the file is dated; null: none. */
  at: string | null;
}

/**
 * Files as a ZIP archive, in their order. They are stored as they are: PDF documents are compressed already. The same files
 * give the same bytes, at any time and in any time zone.
 */
export async function archiveOf(files: readonly ArchivedFile[]): Promise<Uint8Array> {
  // The build that runs in a browser tab as well, read when somebody wants an archive.
  const { zipSync } = await import('fflate/browser');
  const entries: Zippable = {};
  const taken = new Set<string>();
  for (const { name, bytes, at } of files) {
    entries[untaken(name, taken)] = [bytes, { level: 0, mtime: dayOf(at) }];
  }
  return zipSync(entries);
}

/** The name, or the first with a number behind it that is free. Some systems take `A.pdf` and `a.pdf` for the same file. */
function untaken(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.');
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) {
    free = `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
  }
  taken.add(free.toLowerCase());
  return free;
}

/**
 * Noon of the day, in UTC. Archives hold times without a zone, and the library writes those of this machine, which has a
 * noon on every day. They begin in 1980 and end in 2099.
 */
function dayOf(at: string | null): Date {
  const day = at === null ? new Date(0) : new Date(at);
  const year = Math.min(Math.max(day.getUTCFullYear(), 1980), 2099);
  return new Date(year, day.getUTCMonth(), day.getUTCDate(), 12);
}
