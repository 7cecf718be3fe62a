import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure, html } from '../../test/answers.js';
import { openRoutes } from '../../test/routes.js';
import { createClient } from '../client.js';
import { useInvoiceDocumentsExport } from './useInvoiceDocumentsExport.js';

/** What the browser was given to save: jsdom saves nothing, so this is where its part begins. */
const saved: string[] = [];
beforeEach(() => {
  saved.length = 0;
  Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});
afterEach(() => vi.restoreAllMocks());

const archive = () =>
  new Response(new Uint8Array([0x50, 0x4b, 5, 6]), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="invoices-2026.zip"',
    },
  });

test('[H117] the documents of a year, or of all, are saved as an archive under the name that the server gives it', async () => {
  const page = openRoutes({ 'GET /invoices/documents': () => archive() });
  const { result } = renderHook(() => useInvoiceDocumentsExport(), { wrapper: page.wrapper });
  act(() => result.current.download({ year: 2026 }));
  await waitFor(() => expect(saved).toEqual(['invoices-2026.zip']));
  act(() => result.current.download());
  await waitFor(() => expect(saved).toHaveLength(2));
  expect(page.sent.map(({ url }) => new URL(url).search)).toEqual(['?year=2026', '']);
});

test.each([
  ['too many documents', () => failure(400, 'too_many_documents'), 'too_many_documents'],
  ['a page of somebody else', () => html(), 'network'],
])('[H117] %s: nothing is saved, and nothing tried again', async (_what, answer, code) => {
  const page = openRoutes({ 'GET /invoices/documents': answer });
  const { result } = renderHook(() => useInvoiceDocumentsExport(), { wrapper: page.wrapper });
  act(() => result.current.download());
  await waitFor(() => expect(result.current.error).toMatchObject({ code }));
  expect(saved).toEqual([]);
  expect(page.sent).toHaveLength(1);
});

test('[H118] an archive may take eight times as long as everything else', async () => {
  const asked = vi.spyOn(AbortSignal, 'timeout');
  const { exportInvoiceDocuments, exportInvoices } = await import('@billfold/contract');
  const session = async () => ({ token: 'pt_1', expiresAt: '2099-01-01T00:00:00.000Z' });
  const client = createClient({ baseUrl: '', session, timeoutMs: 1000, fetch: async () => archive() });
  await client.download(exportInvoiceDocuments, {});
  await client.download(exportInvoices, {}).catch(() => undefined);
  expect(asked.mock.calls.flat().filter((patience) => patience > 1000)).toEqual([8000]);
});
