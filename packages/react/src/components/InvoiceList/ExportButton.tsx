import { Button } from '../../primitives/Button.js';
import type { Words } from '../../words/Words.js';
import type { DownloadProgress } from './download.js';

/** Downloads many at once, all or those of the chosen year: the table for a spreadsheet, or the documents. */
export function ExportButton({ text, year, progress, words, onExport }: ExportButtonProps) {
  const isBusy = progress === 'busy';
  const name = words.exportOf(text, year);
  return (
    <Button
      variant="quiet"
      busy={isBusy}
      aria-label={isBusy ? words.downloading(name) : name}
      onClick={onExport}
    >
      {text}
    </Button>
  );
}

interface ExportButtonProps {
  /** What is written on it, with which its name begins. */
  text: string;
  /** Null: all years. */
  year: number | null;
  progress: DownloadProgress | undefined;
  words: Words['invoiceList'];
  onExport: () => void;
}
