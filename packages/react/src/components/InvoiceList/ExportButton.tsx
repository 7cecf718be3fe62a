import { Button } from '../../primitives/Button.js';
import type { Words } from '../../words/Words.js';

/** Downloads the table for a spreadsheet: all of it, or that of the chosen year. */
export function ExportButton({ year, isBusy, words, onExport }: ExportButtonProps) {
  const name = words.csvOf(words.csv, year);
  return (
    <Button
      variant="quiet"
      busy={isBusy}
      aria-label={isBusy ? words.downloading(name) : name}
      onClick={onExport}
    >
      {words.csv}
    </Button>
  );
}

interface ExportButtonProps {
  /** Null: all years. */
  year: number | null;
  isBusy: boolean;
  words: Words['invoiceList'];
  onExport: () => void;
}
