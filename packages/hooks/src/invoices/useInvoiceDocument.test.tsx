import { createTestPortal } from '@billfold/server/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { portalFor, Root, SLOW, type Page } from '../../test/portal.js';
import { useInvoiceDocument, type InvoiceDocumentInput } from './useInvoiceDocument.js';
import { useInvoices } from './useInvoices.js';

let page: Page;
beforeAll(async () => {
  const portal = await createTestPortal({
    renderDocument: async ({ kind }) => new TextEncoder().encode(`%PDF of the ${kind}`),
  });
  page = portalFor(portal, (await portal.createScenario('active')).id);
}, SLOW);
afterAll(() => page.portal.close());

/** What the browser was given to save: jsdom saves nothing, so this is where its part begins. */
const saved: { filename: string; url: string; blob: Blob }[] = [];
const revoked: string[] = [];

beforeEach(() => {
  const blobs = new Map<string, Blob>();
  saved.length = revoked.length = page.requests.length = 0;
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      const url = `blob:${blobs.size}`;
      blobs.set(url, blob);
      return url;
    },
    revokeObjectURL: (url: string) => revoked.push(url),
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ filename: this.download, url: this.href, blob: blobs.get(this.href)! });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function open() {
  const { result } = renderHook(
    () => ({ ...useInvoiceDocument(), invoices: useInvoices({ limit: 1 }).invoices }),
    { wrapper: ({ children }) => <Root page={page}>{children}</Root> },
  );
  await waitFor(() => expect(result.current.invoices).toBeDefined());
  const download = (input: InvoiceDocumentInput) => act(() => result.current.download(input));
  return { result, download, invoice: result.current.invoices![0]! };
}

test.each(['invoice', 'receipt'] as const)(
  '[H34] the %s is saved under the name that the server gives it',
  async (kind) => {
    const { result, download, invoice } = await open();
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true });
    download({ invoice: invoice.id, kind });
    await waitFor(() => expect(result.current.isSuccess).toBe(true));

    expect(saved).toHaveLength(1);
    expect(saved[0]!.filename).toMatch(new RegExp(`^${kind}-.+\\.pdf$`, 'i'));
    expect(await saved[0]!.blob.text()).toBe(`%PDF of the ${kind}`);

    expect(revoked).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(revoked).toEqual([saved[0]!.url]);
  },
);

test('[H34] a document that is not there is an error at once, and nothing is saved', async () => {
  const { result, download } = await open();
  page.requests.length = 0;
  download({ invoice: 'in_unknown', kind: 'invoice' });
  await waitFor(() => expect(result.current.error).toMatchObject({ code: 'not_found' }));
  expect(result.current.variables).toEqual({ invoice: 'in_unknown', kind: 'invoice' });
  expect(page.requests).toEqual(['GET /portal/v1/invoices/in_unknown/pdf']);
  expect(saved).toEqual([]);
});

test('[H34] a failure that may pass is not tried again either', async () => {
  const { result, download, invoice } = await open();
  const { fetch } = page;
  let tries = 0;
  page.fetch = async () => {
    tries += 1;
    throw new TypeError('Failed to fetch');
  };
  download({ invoice: invoice.id, kind: 'invoice' });
  await waitFor(() => expect(result.current.error).toMatchObject({ code: 'network' }));
  page.fetch = fetch;
  expect(tries).toBe(1);
});
