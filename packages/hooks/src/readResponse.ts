import type { ErrorBody } from '@billfold/contract';
import { BillfoldError, type BillfoldErrorCode } from './BillfoldError.js';

/** A document as the browser saves it. */
export interface DownloadedDocument {
  /** As the server names it, such as `invoice-2F9C-0042.pdf`. */
  filename: string;
  blob: Blob;
}

/** What an operation answers with; `null` for an answer without content. */
export async function readOutput(response: Response): Promise<unknown> {
  return response.status === 204 ? null : readJson(response);
}

const documentTypes = { pdf: 'application/pdf', csv: 'text/csv', zip: 'application/zip' } as const;

/** A document under the server's name; what is of another type than was asked for is not handed out. */
export async function readDocument(
  response: Response,
  type: keyof typeof documentTypes,
): Promise<DownloadedDocument> {
  if (!contentType(response).startsWith(documentTypes[type])) throw notOurs(response);
  const [, filename = `document.${type}`] =
    /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
  return { filename, blob: await response.blob() };
}

/** The error that the portal answers with, or that it was not the portal that answered. */
export async function readError(response: Response): Promise<BillfoldError> {
  const { error } = (await readJson(response)) as Partial<ErrorBody>;
  if (typeof error?.code !== 'string') return notOurs(response);
  const { code, message, requestId, fields, payment, quote } = error;
  const retryAfter = Number(response.headers.get('Retry-After')) || null;
  return new BillfoldError(code as BillfoldErrorCode, message, {
    status: response.status,
    requestId,
    fields,
    retryAfter,
    retryAt: retryAfter === null ? null : new Date(Date.now() + retryAfter * 1000).toISOString(),
    // A server that is older than this package sends neither.
    ...(payment && { payment }),
    ...(quote && { quote }),
  });
}

async function readJson(response: Response): Promise<unknown> {
  if (!isJson(response)) throw notOurs(response);
  return response.json();
}

/** Whether an answer says that it is JSON; pages of proxies and sign-in guards do not. */
export const isJson = (response: Response) => contentType(response).includes('json');

function contentType(response: Response): string {
  return response.headers.get('Content-Type') ?? '';
}

function notOurs(response: Response): BillfoldError {
  return new BillfoldError(
    'network',
    `Something other than the portal answered, with status ${response.status}.`,
    { status: response.status },
  );
}
