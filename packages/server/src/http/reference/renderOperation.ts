import { html } from 'hono/html';
import { bodyExamples } from './bodyExamples.js';
import { exampleOf } from './exampleOf.js';
import type { Names } from './Names.js';
import type { Entry } from './outline.js';
import { renderField, renderFields, renderInside, renderType, type Html } from './renderSchema.js';
import type { Schema } from './Schema.js';

/** One operation: what it takes, what it answers, what can go wrong, and what it looks like. */
export function renderOperation(entry: Entry, names: Names, serverUrl: string): Html {
  const { operationId, summary, parameters = [], responses } = entry;
  const body = bodyOf(entry);
  return html`<article id="${operationId}">
    <h4>${summary}</h4>
    ${renderPath(entry)}
    <p class="facts">${operationId} · ${credentialsOf(entry)}</p>
    ${
      parameters.length > 0 &&
      html`<h5>Parameters</h5>
        <ul class="fields">
          ${parameters.map((parameter) =>
            renderField(
              {
                ...parameter,
                description: [`In the ${parameter.in}.`, parameter.description].filter(Boolean).join(' '),
              },
              names,
            ),
          )}
        </ul>`
    }
    ${
      body &&
      html`<h5>Body</h5>
        ${renderFields(body, names)}`
    }
    ${Object.entries(responses)
      .filter(([status]) => status < '300')
      .map(([status, { content = {} }]) => renderAnswer(status, content, names))}
    ${renderErrors(entry)} ${renderExample(entry, serverUrl)}
  </article>`;
}

/** The method and the path, with the parts that are to be filled in set apart. */
export function renderPath({ method, path }: Entry): Html {
  const pieces = path.split(/(\{\w+\})/);
  return html`<p class="path">
    <span class="method">${method}</span>
    <code>${pieces.map((piece) => (piece.startsWith('{') ? html`<var>${piece}</var>` : piece))}</code>
  </p>`;
}

function renderAnswer(status: string, content: Record<string, { schema: Schema }>, names: Names): Html {
  const [[type, { schema }] = ['', { schema: undefined }]] = Object.entries(content);
  return html`<h5>Answer ${status}</h5>
    ${
      schema
        ? html`<p>${renderType(schema, names)} <span class="optional">${type}</span></p>
            ${renderInside(schema, names)}`
        : html`<p>Nothing.</p>`
    }`;
}

/** Errors by their status, each a link to what it means. */
function renderErrors({ operationId, responses }: Entry): Html {
  const failures = Object.entries(responses).filter(([status]) => status >= '400');
  return html`<details>
    <summary>Errors of ${operationId}</summary>
    <dl class="errors">
      ${failures.map(
        ([status, { description }]) =>
          html`<dt>${status}</dt>
            <dd>${errorsIn(description).map(([code]) => html`<a href="#error-${code}">${code}</a> `)}</dd>`,
      )}
    </dl>
  </details>`;
}

/** The codes that a failure can have, with what each means: the document tells one in each paragraph, after its code. */
export function errorsIn(description: string): [code: string, message: string][] {
  return [...description.matchAll(/^`(\w+)`: (.*)$/gm)].map(([, code = '', message = '']) => [code, message]);
}

function renderExample(entry: Entry, serverUrl: string): Html {
  const [success] = Object.entries(entry.responses).filter(([status]) => status < '300');
  const answer = success?.[1].content?.['application/json']?.schema;
  return html`<details>
    <summary>Example of ${entry.operationId}</summary>
    <pre>${requestOf(entry, serverUrl)}</pre>
    ${answer && html`<pre>${JSON.stringify(exampleOf(answer), null, 2)}</pre>`}
  </details>`;
}

/** The request as a command that can be copied; what may be left out is left out, unless nothing would be left. */
function requestOf(entry: Entry, serverUrl: string): string {
  const { method, path, parameters = [], security } = entry;
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((it) => it.name === name);
    return String(exampleOf(parameter?.schema ?? { type: 'string' }, name));
  });
  const required = parameters.filter((it) => it.required && it.in !== 'path');
  const query = required
    .filter((it) => it.in === 'query')
    .map((it) => `${it.name}=${String(exampleOf(it.schema, it.name))}`);
  const body = bodyOf(entry);
  const headers = [
    ...security.slice(0, 1).map((it) => `Authorization: Bearer ${'secretKey' in it ? 'sk_test_…' : 'pt_…'}`),
    ...required
      .filter((it) => it.in === 'header')
      .map(({ name }) => `${name}: ${HEADERS[name] ?? 'example'}`),
    ...(body ? ['Content-Type: application/json'] : []),
  ];
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${serverUrl}${address}${query.length > 0 ? `?${query.join('&')}` : ''}'`,
    ...headers.map((header) => `-H '${header}'`),
    ...(body ? [`-d '${JSON.stringify(bodyExample(entry, body)).replaceAll("'", "'\\''")}'`] : []),
  ].join(' \\\n  ');
}

/** What a request of this operation holds at least, or all that it can hold where that is nothing. */
export function bodyExample({ operationId }: Entry, body: Schema): unknown {
  if (operationId in bodyExamples) return bodyExamples[operationId];
  const least = exampleOf(body, '', false);
  return Object.keys(least as object).length > 0 ? least : exampleOf(body);
}

const HEADERS: Record<string, string> = { 'Idempotency-Key': 'order-17', 'If-Match': '"3"' };

export const bodyOf = ({ requestBody }: Entry): Schema | undefined =>
  requestBody?.content['application/json']?.schema;

function credentialsOf({ security }: Entry): string {
  if (security.length === 0) return 'without a credential';
  return 'secretKey' in security[0]! ? 'by secret key' : 'by portal session';
}
