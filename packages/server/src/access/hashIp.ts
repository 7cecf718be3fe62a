import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { eq } from 'drizzle-orm';
import type { Database } from '../database/Database.js';
import { serverKeys } from '../database/schema.js';

/**
 * What is kept of a client's address: enough to see that two requests came from the same place, and nothing that anybody
 * without the key could turn back by trying all addresses there are.
 */
export function hashIp(ip: string, key: string): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(ip))).slice(0, 32);
}

/** The key that all servers hash addresses with. It was made with its table. */
export async function readIpKey(database: Database): Promise<string> {
  const [row] = await database
    .select({ value: serverKeys.value })
    .from(serverKeys)
    .where(eq(serverKeys.name, 'ip'));
  return row!.value;
}

/** Few enough to cost nothing, many enough for those who ask at the same time. */
const REMEMBERED = 1_000;

/** `hashIp` for every request: of those who just asked the hash is remembered, in this process only. */
export function ipHasher(key: string): (ip: string) => string {
  const hashes = new Map<string, string>();
  return (ip) => {
    let hash = hashes.get(ip);
    if (hash === undefined) {
      if (hashes.size >= REMEMBERED) hashes.clear();
      hashes.set(ip, (hash = hashIp(ip, key)));
    }
    return hash;
  };
}
