import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { namedSchemas } from '@billfold/contract/openapi';
import type { OpenApi } from './OpenApi.js';
import { renderReference } from './renderReference.js';
import type { Schema } from './Schema.js';

/** The reference of the API, at `/reference`. */
export interface ReferencePage {
  html: string;
  /** Its own style, by its hash, and nothing else: no script, no picture, no form, no frame around it. */
  policy: string;
}

/** Makes the page once; it is the same for everybody. */
export function makeReferencePage(document: Record<string, unknown>): ReferencePage {
  const html = renderReference(document as unknown as OpenApi, namedSchemas() as Map<string, Schema[]>);
  const [, style = ''] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
  const hash = btoa(String.fromCharCode(...sha256(utf8ToBytes(style))));
  const policy =
    `default-src 'none'; style-src 'sha256-${hash}'; ` +
    `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { html, policy };
}

/** The answer with the page. Its other headers are those of every answer. */
export function answerReference({ html, policy }: ReferencePage): Response {
  return new Response(html, {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
  });
}
