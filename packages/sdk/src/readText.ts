/**
 * The body of a request as text, or null when it has more bytes than this. Not `request.text()`, which would keep
 * whatever somebody sends in memory before its size is known.
 */
export async function readText(request: Request, longest: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    length += chunk.value.byteLength;
    if (length > longest) {
      await reader?.cancel();
      return null;
    }
    chunks.push(chunk.value);
  }
  return new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer());
}
