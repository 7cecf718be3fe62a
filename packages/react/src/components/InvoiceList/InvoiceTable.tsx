import type { ReactNode } from 'react';
import { Bone } from '../../primitives/Skeleton.js';
import type { Words } from '../../words/Words.js';
import { tableRoles } from './tableRoles.js';

/** The table around the rows: what it is called, and what each column is. */
export function InvoiceTable({ words, isLoading, children }: InvoiceTableProps) {
  const columns = [words.number, words.date, words.status, words.amount, words.actions];
  return (
    <table className="bf-InvoiceList-table" {...tableRoles.table} aria-hidden={isLoading || undefined}>
      <caption className="bf-VisuallyHidden">{words.caption}</caption>
      <thead {...tableRoles.rowGroup}>
        <tr {...tableRoles.row}>
          {columns.map((name, column) => (
            <th key={column} {...tableRoles.columnHeader}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...tableRoles.rowGroup}>{children}</tbody>
    </table>
  );
}

interface InvoiceTableProps {
  words: Words['invoiceList'];
  /** While there are only bones it is nothing to listen to. */
  isLoading: boolean;
  children: ReactNode;
}

/** Rows of the same height as those that they stand in for. */
export function InvoiceBones({ rows }: { rows: number }) {
  return Array.from({ length: rows }, (_, index) => (
    <tr key={index} {...tableRoles.row}>
      {Array.from({ length: 5 }, (_, column) => (
        <td key={column} {...tableRoles.cell}>
          <Bone />
        </td>
      ))}
    </tr>
  ));
}
