import type { DownloadedDocument } from '../readResponse.js';

/** How long a browser may take to start saving; some ask the person first. In milliseconds. */
const SAVING = 60_000;

/** Hands a document to the browser to save. A plain link could not carry the credential. */
export function saveDocument({ filename, blob }: DownloadedDocument): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), SAVING);
}
