import { BillfoldError } from '../../../errors.js';

/** An invoice of a thousand lines has less than one. */
const MOST_BYTES = 10 * 1024 * 1024;

const LONGEST_MS = 15_000;

/** From the address on an invoice to where its document is stored. */
const MOST_REDIRECTS = 3;

export interface FetchPdfOptions {
  /** Where the API is, when it is not Stripe's own: a double gives its documents out itself. */
  apiUrl?: string | undefined;
  /** ms since 1970. */
  deadline?: number | undefined;
}

/**
 * Fetches a document from an address that Stripe has given. It is asked for at Stripe's hosts and, where those lead there, at the
 * storage behind them, and nowhere else: an address is text from elsewhere, and the server reaches more than a customer does.
 *
 * @throws BillfoldError `provider_unavailable` when there is no document to be had right now.
 */
export async function fetchPdf(address: string, options: FetchPdfOptions): Promise<Uint8Array> {
  const left = (options.deadline ?? Number.POSITIVE_INFINITY) - Date.now(); // checked: of the network
  const signal = AbortSignal.timeout(Math.max(1, Math.min(LONGEST_MS, left)));
  try {
    const bytes = await readBytes(await follow(address, options, signal));
    if (!isPdf(bytes)) throw new Error('What came is no PDF.');
    return bytes;
  } catch (error) {
    throw new BillfoldError('provider_unavailable', { cause: withoutAddress(error) });
  }
}

async function follow(address: string, options: FetchPdfOptions, signal: AbortSignal): Promise<Response> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (!isOfStripe(url, options) && !(redirects > 0 && isStorage(url)))
      throw new Error(`A document is said to be at ${url.host}, which is not Stripe’s.`);
    const response = await fetch(url, { redirect: 'manual', signal, headers: { Accept: 'application/pdf' } });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      url = new URL(location, url);
      continue;
    }
    if (response.ok) return response;
    await response.body?.cancel();
    throw new Error(`Stripe answered ${response.status} for a document.`);
  }
  throw new Error(`A document was moved more than ${MOST_REDIRECTS} times.`);
}

/** Whether an address is one of Stripe's, over TLS; of a double, whether it is its own. */
function isOfStripe(url: URL, { apiUrl }: FetchPdfOptions): boolean {
  if (url.username !== '') return false;
  if (apiUrl !== undefined && url.origin === new URL(apiUrl).origin) return true;
  return isOverTls(url) && /(?:^|\.)(?:stripe|stripeusercontent)\.com$/.test(url.hostname);
}

/**
 * Whether an address is in Amazon's storage, where Stripe keeps documents. Whose it is there can not be told, so that it counts
 * only from Stripe's own mouth; other hosts of Amazon's may be machines inside the merchant's network.
 */
function isStorage(url: URL): boolean {
  return isOverTls(url) && /(?:^|\.)s3(?:[.-][a-z]{2}-[a-z]+-\d)?\.amazonaws\.com$/.test(url.hostname);
}

const isOverTls = ({ protocol, port, username }: URL) =>
  protocol === 'https:' && port === '' && username === '';

/** Stops reading where it is too much, whatever length was announced. */
async function readBytes({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true as const, value: undefined };
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES) {
      await reader?.cancel();
      throw new Error(`A document has more than ${MOST_BYTES} bytes.`);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const isPdf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';

/** The address opens the document for whoever reads the log: it is left out of what is told. */
function withoutAddress(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new Error(`${name}: ${message.replaceAll(/https?:\/\/\S+/g, '(address)')}`);
}
