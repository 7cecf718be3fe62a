import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { BillfoldError } from '../../../errors.js';
import { fetchPdf } from './fetchPdf.js';

const closes: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllGlobals();
  for (const close of closes.splice(0)) close();
});

/** Where a double gives documents out. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closes.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const refusalOf = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'provider_unavailable', retryAfter: null });
  return ((error as BillfoldError).cause as Error).message;
};

test.each([
  'http://pay.stripe.com/invoice.pdf',
  'https://pay.stripe.com:8443/invoice.pdf',
  'https://stripe.com.example.com/invoice.pdf',
  'https://notstripe.com/invoice.pdf',
  'https://someone@pay.stripe.com/invoice.pdf',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'https://127.0.0.1/invoice.pdf',
])('[X282] a document that is said to be at %s is not asked for', async (address) => {
  const fetched = vi.fn();
  vi.stubGlobal('fetch', fetched);
  expect(await refusalOf(fetchPdf(address, {}))).toContain('which is not Stripe’s');
  expect(fetched).not.toHaveBeenCalled();
});

test.each(['https://pay.stripe.com/invoice.pdf', 'https://files.stripe.com/a?s=ap', 'https://stripe.com/x'])(
  '[X282] one at %s is',
  async (address) => {
    const fetched = vi.fn(() => Promise.resolve(new Response('%PDF-1.7')));
    vi.stubGlobal('fetch', fetched);
    expect(new TextDecoder().decode(await fetchPdf(address, {}))).toBe('%PDF-1.7');
    expect(fetched).toHaveBeenCalledOnce();
  },
);

test('[X282] it is followed to where Stripe keeps it, and nowhere else', async () => {
  const apiUrl = await serve((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { Location: '/document' }).end();
    else if (request.url === '/away') response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end();
    else if (request.url === '/around') response.writeHead(302, { Location: '/around' }).end();
    else response.end('%PDF-1.7');
  });
  expect((await fetchPdf(`${apiUrl}/moved`, { apiUrl })).length).toBe(8);
  expect(await refusalOf(fetchPdf(`${apiUrl}/away`, { apiUrl }))).toContain('which is not Stripe’s');
  expect(await refusalOf(fetchPdf(`${apiUrl}/around`, { apiUrl }))).toContain('more than 3 times');
});

/** What the documents of Stripe's answer with that are led to an address. */
const fetchLedTo = (location: string) => {
  const fetched = vi.fn((url: URL) =>
    Promise.resolve(
      url.hostname === 'pay.stripe.com'
        ? new Response(null, { status: 302, headers: { Location: location } })
        : new Response('%PDF-1.7'),
    ),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
};

test.each([
  'https://stripeusercontent.com/files/us-west-2/a',
  'https://documents.s3.us-west-2.amazonaws.com/a?X-Amz-Signature=1',
  'https://s3.amazonaws.com/documents/a',
  'https://documents.s3-us-west-1.amazonaws.com/a',
])('[X282] it is fetched from where Stripe stores it, when Stripe leads there: %s', async (location) => {
  const fetched = fetchLedTo(location);
  expect((await fetchPdf('https://pay.stripe.com/invoice.pdf', {})).length).toBe(8);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test.each([
  'https://ec2-203-0-113-1.compute-1.amazonaws.com/a',
  'https://internal-balancer.us-west-2.elb.amazonaws.com/a',
  'https://documents.s3.us-west-2.amazonaws.com.example.com/a',
  'https://documents.s3.us-west-2.vpce.amazonaws.com/a',
  'https://notstripeusercontent.com/a',
  'http://documents.s3.us-west-2.amazonaws.com/a',
  'https://documents.s3.us-west-2.amazonaws.com:8443/a',
])('[X282] nothing else of the same company is where Stripe stores it: %s', async (location) => {
  const fetched = fetchLedTo(location);
  expect(await refusalOf(fetchPdf('https://pay.stripe.com/invoice.pdf', {}))).toContain('not Stripe’s');
  expect(fetched).toHaveBeenCalledOnce();
});

test('[X282] storage that Stripe has not led to is not asked', async () => {
  const fetched = fetchLedTo('');
  const stored = 'https://documents.s3.us-west-2.amazonaws.com/a';
  expect(await refusalOf(fetchPdf(stored, {}))).toContain('not Stripe’s');
  expect(fetched).not.toHaveBeenCalled();
});

test('[X282] what is no document, too much, or too slow is none; nobody reads the address in the log', async () => {
  const apiUrl = await serve((request, response) => {
    if (request.url === '/gone') response.writeHead(404).end('%PDF-1.7');
    else if (request.url === '/page') response.end('<html>');
    else if (request.url === '/endless') {
      response.write('%PDF-1.7');
      const chunk = Buffer.alloc(1024 * 1024);
      const more = () => void (response.destroyed || response.write(chunk, more));
      more();
    }
  });
  expect(await refusalOf(fetchPdf(`${apiUrl}/gone`, { apiUrl }))).toContain('404');
  expect(await refusalOf(fetchPdf(`${apiUrl}/page`, { apiUrl }))).toContain('no PDF');
  expect(await refusalOf(fetchPdf(`${apiUrl}/endless`, { apiUrl }))).toContain('more than');
  const deadline = Date.now() + 200;
  expect(await refusalOf(fetchPdf(`${apiUrl}/slow`, { apiUrl, deadline }))).toContain('TimeoutError');
  expect(Date.now() - deadline).toBeLessThan(8_000);
  expect(await refusalOf(fetchPdf(`${apiUrl}?secret`, {}))).not.toContain('secret');
});
