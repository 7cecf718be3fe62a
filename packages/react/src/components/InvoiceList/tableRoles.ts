/**
 * What each element of a table is anyhow, said aloud: in a narrow place the rows are laid out as boxes, and an element
 * that is not laid out as a table is no longer one for those who listen.
 */
export const tableRoles = {
  table: { role: 'table' },
  rowGroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnHeader: { role: 'columnheader', scope: 'col' },
  rowHeader: { role: 'rowheader', scope: 'row' },
  cell: { role: 'cell' },
};
