import { findLogo } from '../branding/logoRows.js';
import type { Database } from '../database/Database.js';

/**
 * A project's logo by its hash. It is for everybody who has its address, says nothing about anybody, and never changes. Who
 * opens it by itself sees an image and nothing else, whatever bytes have passed for one.
 */
export async function logo(database: Database, hash: string): Promise<Response | null> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  const image = await findLogo(database, hash);
  if (!image) return null;
  return new Response(image.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': image.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      Vary: 'Accept-Encoding',
    },
  });
}
