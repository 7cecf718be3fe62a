/** A page that was built before the server started: one HTML file, and its assets by path, such as `/hosted/index-3f2a.js`. */
export interface BuiltPage {
  html: string;
  assets: ReadonlyMap<string, { type: string; bytes: Uint8Array }>;
}

/** A file of a page. Names carry a hash of the content, so that they may be kept for ever. */
export function assetOf(page: BuiltPage, path: string): Response | null {
  const asset = page.assets.get(path);
  if (!asset) return null;
  return new Response(asset.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    },
  });
}
