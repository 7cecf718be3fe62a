import { Button } from '../../primitives/Button.js';
import type { Words } from '../../words/Words.js';
import type { InvoiceFilter } from './invoiceFilter.js';

/** No invoices at all, or none that match what was chosen: two things that nobody should take for each other. */
export function InvoiceListEmpty({ filter, words, onFilter }: InvoiceListEmptyProps) {
  const isFiltered = filter?.status !== undefined || filter?.year !== undefined;
  return (
    <div className="bf-InvoiceList-empty">
      <p>{isFiltered ? words.noMatch : words.empty}</p>
      {isFiltered ? null : <p className="bf-muted">{words.emptyAdvice}</p>}
      {isFiltered && onFilter ? <Button onClick={() => onFilter({})}>{words.showAll}</Button> : null}
    </div>
  );
}

interface InvoiceListEmptyProps {
  filter?: InvoiceFilter;
  words: Words['invoiceList'];
  onFilter?: (filter: InvoiceFilter) => void;
}
