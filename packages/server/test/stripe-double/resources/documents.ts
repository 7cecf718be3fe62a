import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type Stripe from 'stripe';
import type { State } from '../State.js';

/** How long an address of a document leads to it. */
const DAYS_30 = 30 * 86_400;

type Tree = { [field: string]: unknown };

/**
 * Gives what is sent addresses of documents as they are today: those of every invoice that is no draft, and of every
 * charge that succeeded. Each of them expires, so that whoever kept one finds nothing.
 */
export function addressDocuments(state: State, now: number, sent: unknown): void {
  if (typeof sent !== 'object' || sent === null) return;
  const tree = sent as Tree;
  if (typeof tree['id'] === 'string') {
    if (tree['object'] === 'invoice') {
      const isThere = state.invoices.has(tree['id']) && tree['status'] !== 'draft';
      tree['invoice_pdf'] = isThere ? addressOf(state, 'pdf', tree['id'], now + DAYS_30) : null;
      tree['hosted_invoice_url'] = isThere ? addressOf(state, 'i', tree['id'], now + DAYS_30) : null;
    }
    if (tree['object'] === 'charge')
      tree['receipt_url'] =
        tree['status'] === 'succeeded' ? addressOf(state, 'receipts', tree['id'], now + DAYS_30) : null;
  }
  for (const inner of Object.values(tree)) addressDocuments(state, now, inner);
}

/** Serves a document to whoever has an address of it that has not expired; needs no key, as Stripe's do not. */
export function serveDocument(
  state: State,
  now: number,
  path: string,
  query: string,
  response: ServerResponse,
): void {
  const [, kind = '', id = ''] = path.split('/');
  const given = new URLSearchParams(query);
  const expires = Number(given.get('expires'));
  const invoice = state.invoices.get(id);
  const charge = state.charges.get(id);
  const isGenuine = given.get('proof') === proofOf(kind, id, expires) && (invoice ?? charge);
  if (!isGenuine) return page(response, 404, 'There is nothing here.');
  if (expires <= now) return page(response, 410, 'This link has expired.');
  if (kind === 'pdf' && invoice) {
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdfOf(invoice));
    return;
  }
  page(response, 200, invoice ? `Invoice ${invoice.number}` : 'Receipt');
}

/** Anybody can count to the next invoice: an address holds what only this double could have written. */
function proofOf(kind: string, id: string, expires: number): string {
  return createHash('sha256').update(`${kind} ${id} ${expires}`).digest('hex').slice(0, 32);
}

function addressOf(state: State, kind: string, id: string, expires: number): string {
  return `${state.url}/${kind}/${id}?expires=${expires}&proof=${proofOf(kind, id, expires)}`;
}

function page(response: ServerResponse, status: number, text: string): void {
  const body = `<!doctype html><title>Not Stripe</title><p>${text} This is a test double, and not Stripe.</p>`;
  response.writeHead(status, { 'content-type': 'text/html' }).end(body);
}

/** One page with the number on it. The same invoice gives the same bytes. */
function pdfOf(invoice: Stripe.Invoice): string {
  const text = `BT /F1 18 Tf 72 720 Td (Invoice ${invoice.number ?? invoice.id}, not from Stripe) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  return `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
