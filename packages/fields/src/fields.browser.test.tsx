import { afterEach, expect, test } from 'vitest';
import { frame, openFields } from '../test/openFields.js';

let open: Awaited<ReturnType<typeof openFields>>[] = [];
const opened = async (...how: Parameters<typeof openFields>) => {
  const fields = await openFields(...how);
  open.push(fields);
  return fields;
};
afterEach(() => {
  for (const fields of open) fields.close();
  open = [];
});

test('opens', async () => {
  const fields = await opened();
  await frame.type('Card number', '4242424242424242');
  console.log(await frame.text(), JSON.stringify(fields.heard));
  console.log(await fields.submit());
});
