import { html, raw } from 'hono/html';
import { readNames, type Names } from './Names.js';
import type { OpenApi } from './OpenApi.js';
import { outline, type Entry, type Outline, type Part } from './outline.js';
import { errorsIn, renderOperation, renderPath } from './renderOperation.js';
import {
  renderFields,
  renderInside,
  renderType,
  spoken,
  textOf,
  withCode,
  type Html,
} from './renderSchema.js';
import type { Schema } from './Schema.js';
import { STYLE } from './style.js';

/**
 * The whole API as one page of HTML, for people: what the OpenAPI document says, and nothing else. No script runs in it, and nothing
 * is loaded by it.
 *
 * @param shapes what shapes are called; see `namedSchemas` of the contract.
 */
export function renderReference(document: OpenApi, shapes: ReadonlyMap<string, readonly Schema[]>): string {
  const { info, servers } = document;
  const names = readNames(shapes, document);
  const { parts, ofCustomer } = outline(document);
  const serverUrl = servers[0]?.url ?? '';
  return `<!doctype html>${textOf(
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${info.title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <nav aria-label="Contents">${renderContents(parts, ofCustomer, names)}</nav>
        <main id="content" tabindex="-1">
          <header>
            <h1>${info.title}</h1>
            <p>${info.description}</p>
            <p class="facts">
              Version ${info.version} at <code>${serverUrl}</code> ·
              <a href="/openapi.json">OpenAPI document</a>
            </p>
          </header>
          ${renderCredentials(document)} ${parts.map((part) => renderPart(part, names, serverUrl))}
          ${renderOfCustomer(ofCustomer)} ${renderShapes(names)} ${renderErrorTable(parts)}
        </main>
      </body>
    </html>`,
  )}`;
}

function renderContents(parts: Part[], ofCustomer: Outline['ofCustomer'], names: Names): Html {
  const link = ({ operationId, summary }: Entry) => html`<li><a href="#${operationId}">${summary}</a></li>`;
  return html`<p><a href="#credentials">Credentials</a></p>
    ${parts.map(
      ({ title, groups }) =>
        html`<details open>
          <summary>${title}</summary>
          ${groups.map(
            (group) =>
              html`<details>
                <summary>${group.title}</summary>
                <ul>
                  ${group.entries.map(link)}
                </ul>
              </details>`,
          )}
        </details>`,
    )}
    <details>
      <summary>For a customer, from your server</summary>
      <ul>
        ${ofCustomer.map(({ entry }) => link(entry))}
      </ul>
    </details>
    <details>
      <summary>Shapes</summary>
      <ul>
        ${names.all.map(([name]) => html`<li><a href="#${name}">${spoken(name)}</a></li>`)}
      </ul>
    </details>
    <p><a href="#errors">Errors</a></p>`;
}

function renderCredentials({ components }: OpenApi): Html {
  return html`<section aria-labelledby="credentials">
    <h2 id="credentials">Credentials</h2>
    <ul>
      ${Object.values(components.securitySchemes).map(({ description }) => html`<li>${withCode(description)}</li>`)}
    </ul>
  </section>`;
}

function renderPart({ id, title, groups }: Part, names: Names, serverUrl: string): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${groups.map(
      (group) =>
        html`<h3 id="${group.id}">${group.title}</h3>
          ${group.entries.map((entry) => renderOperation(entry, names, serverUrl))}`,
    )}
  </section>`;
}

/** The same operations by the other door: what differs is said once, so that the page is not twice as long. */
function renderOfCustomer(ofCustomer: Outline['ofCustomer']): Html {
  return html`<section aria-labelledby="of-customer">
    <h2 id="of-customer">For a customer, from your server</h2>
    <p>
      Each of these is the same as the operation of the portal that it names, by secret key, for the customer
      in its path. It takes the same parameters and the same body, and gives the same answer.
      <code>Billfold-Session</code> is not taken, <code>Idempotency-Key</code> may be left out everywhere, and
      what a configuration lets customers do does not limit it.
    </p>
    ${ofCustomer.map(
      ({ entry, same }) =>
        html`<article id="${entry.operationId}">
          <h3>${entry.summary}</h3>
          ${renderPath(entry)}
          <p class="facts">
            ${entry.operationId} · the same as <a href="#${same.operationId}">${same.operationId}</a>, by
            secret key
          </p>
        </article>`,
    )}
  </section>`;
}

function renderShapes(names: Names): Html {
  return html`<section aria-labelledby="shapes">
    <h2 id="shapes">Shapes</h2>
    ${names.all.map(([name, schema]) => {
      // What it is, and not its own name once more.
      const others: Names = { ...names, nameOf: (it) => (it === schema ? undefined : names.nameOf(it)) };
      return html`<article id="${name}">
        <h3>${spoken(name)}</h3>
        ${
          schema.enum
            ? html`<ul class="values">
                ${schema.enum.map((value) => html`<li><code>${String(value)}</code></li>`)}
              </ul>`
            : schema.properties
              ? renderFields(schema, names)
              : html`<p>${renderType(schema, others)}</p>
                  ${renderInside(schema, others)}`
        }
      </article>`;
    })}
  </section>`;
}

function renderErrorTable(parts: Part[]): Html {
  const found = new Map<string, { status: string; message: string }>();
  for (const { responses } of parts.flatMap((part) => part.groups).flatMap((group) => group.entries)) {
    for (const [status, { description }] of Object.entries(responses)) {
      for (const [code, message] of errorsIn(description)) found.set(code, { status, message });
    }
  }
  const errors = [...found].sort(([a, one], [b, other]) => (one.status + a < other.status + b ? -1 : 1));
  return html`<section aria-labelledby="errors">
    <h2 id="errors">Errors</h2>
    <p>Every error is <a href="#ErrorBody">ErrorBody</a>. Codes are stable; sentences may be reworded.</p>
    <dl class="errors">
      ${errors.map(
        ([code, { status, message }]) =>
          html`<dt id="error-${code}">${status} <code>${code}</code></dt>
            <dd>${withCode(message)}</dd>`,
      )}
    </dl>
  </section>`;
}
