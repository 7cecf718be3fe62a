import { Button } from '../../primitives/Button.js';
import type { Words } from '../../words/Words.js';
import type { DownloadProgress } from './download.js';

/** Downloads one document. Its name begins with the word on it, and says the invoice to those who can't see the row. */
export function DownloadButton({ text, number, progress, words, onClick }: DownloadButtonProps) {
  const busy = progress === 'busy';
  const name = words.documentOf(text, number);
  return (
    <Button variant="quiet" busy={busy} aria-label={busy ? words.downloading(name) : name} onClick={onClick}>
      {text}
    </Button>
  );
}

interface DownloadButtonProps {
  text: string;
  number: string;
  progress: DownloadProgress | undefined;
  words: Words['invoiceList'];
  onClick: () => void;
}
