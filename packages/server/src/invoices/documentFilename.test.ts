import { expect, test } from 'vitest';
import { documentFilename } from './documentFilename.js';

test.each([
  ['DEMO-0042', 'invoice-DEMO-0042.pdf'],
  ['2026/0042', 'invoice-2026-0042.pdf'],
  ['../../etc/passwd', 'invoice-etc-passwd.pdf'],
  ['..', 'invoice-in_demo.pdf'],
  ['CON', 'invoice-CON.pdf'],
  ['東京', 'invoice-in_demo.pdf'],
  ['A"; filename="x.exe', 'invoice-A-filename-x-exe.pdf'],
  ['A\r\nSet-Cookie: a=b\u202e', 'invoice-A-Set-Cookie-a-b.pdf'],
  ['9'.repeat(10_000), `invoice-${'9'.repeat(80)}.pdf`],
])('[X56] the number %j gives a file name that is safe anywhere', (number, filename) => {
  expect(documentFilename({ id: 'in_demo', number }, 'invoice')).toBe(filename);
});

test('[X56] a receipt is saved under another name than its invoice', () => {
  expect(documentFilename({ id: 'in_demo', number: 'DEMO-0042' }, 'receipt')).toBe('receipt-DEMO-0042.pdf');
});
