import { createTestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { html } from '../../test/answers.js';
import { portalFor, Root, SLOW, type Page } from '../../test/portal.js';
import { openRoutes } from '../../test/routes.js';
import { useInvoices } from './useInvoices.js';
import { useInvoicesExport } from './useInvoicesExport.js';

let page: Page;
beforeAll(async () => {
  const portal = await createTestPortal();
  page = portalFor(portal, (await portal.createScenario('active')).id);
}, SLOW);
afterAll(() => page.portal.close());

/** What the browser was given to save: jsdom saves nothing, so this is where its part begins. */
const saved: { filename: string; blob: Blob }[] = [];
beforeEach(() => {
  saved.length = page.requests.length = 0;
  const blobs: Blob[] = [];
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => `blob:${blobs.push(blob) - 1}`,
    revokeObjectURL: () => undefined,
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ filename: this.download, blob: blobs[Number(this.href.replace('blob:', ''))]! });
  });
});
afterEach(() => vi.restoreAllMocks());

test('[H106] the invoices of a year, or all, are saved as a table under the name that the server gives it', async () => {
  const { result } = renderHook(
    () => ({ ...useInvoicesExport(), invoices: useInvoices({ limit: 100 }).invoices }),
    { wrapper: ({ children }) => <Root page={page}>{children}</Root> },
  );
  await waitFor(() => expect(result.current.invoices).toBeDefined());
  const year = Number(result.current.invoices![0]!.issuedAt.slice(0, 4));
  const ofYear = result.current.invoices!.filter(({ issuedAt }) => issuedAt.startsWith(String(year)));

  for (const input of [undefined, { year }]) {
    act(() => result.current.download(input));
    await waitFor(() => expect(saved).toHaveLength(input ? 2 : 1));
  }
  const [all, some] = await Promise.all(saved.map(({ blob }) => blob.text()));
  expect(saved.map(({ filename }) => filename.endsWith('.csv'))).toEqual([true, true]);
  for (const { number } of result.current.invoices!) expect(all).toContain(number);
  // A heading, and a line for each.
  expect(some!.trimEnd().split('\r\n')).toHaveLength(ofYear.length + 1);
});

test('[H12, H106] what is no table is an error, and nothing is saved', async () => {
  const other = openRoutes({ 'GET /invoices/export': () => html() });
  const { result } = renderHook(() => useInvoicesExport(), { wrapper: other.wrapper });
  act(() => result.current.download());
  await waitFor(() => expect(result.current.error).toMatchObject({ code: 'network' }));
  expect(saved).toEqual([]);
  expect(other.sentTo('GET /invoices/export')).toHaveLength(1);
});
