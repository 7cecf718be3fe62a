import type { Words } from '../../words/Words.js';
import { filterValue, parseFilter, yearsUntil, type InvoiceFilter } from './invoiceFilter.js';

/** One choice for all: a status or a year. A native select, because it is the best one on every phone. */
export function InvoiceFilterSelect({ filter, now, words, onFilter }: InvoiceFilterSelectProps) {
  return (
    <select
      className="bf-Select"
      aria-label={words.filter}
      value={filterValue(filter)}
      onChange={(event) => onFilter(parseFilter(event.target.value))}
    >
      <option value="">{words.filterAll}</option>
      <optgroup label={words.filterByStatus}>
        <option value="open">{words.statusOpen}</option>
        <option value="paid">{words.statusPaid}</option>
        <option value="void">{words.statusVoid}</option>
        <option value="uncollectible">{words.statusUncollectible}</option>
      </optgroup>
      <optgroup label={words.filterByYear}>
        {yearsUntil(now).map((year) => (
          <option key={year}>{year}</option>
        ))}
      </optgroup>
    </select>
  );
}

interface InvoiceFilterSelectProps {
  filter: InvoiceFilter;
  now: Date;
  words: Words['invoiceList'];
  onFilter: (filter: InvoiceFilter) => void;
}
