import { cleanup, configure, render, type RenderResult } from '@testing-library/react';
import type { Session } from '@billfold/contract';
import type { TestPortal } from '@billfold/server/testing';
import { Hosted } from '../src/Hosted.js';
import { takeArrival } from '../src/takeArrival.js';

// The real portal answers these tests, on a machine that may be busy: a second is soon over.
configure({ asyncUtilTimeout: 20_000 });

/** One request as it left the browser. */
export interface SentRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** As much of a browser as jsdom lacks: cookies that scripts can not read, and the headers that say who asks. */
export interface Browser {
  /** What was sent, oldest first. */
  sent: SentRequest[];
  /** Sends a request as a page of this browser does, with its cookies. */
  fetch: typeof fetch;
  /** Where the page has led the browser by itself. */
  left: string[];
  /** Answers every request from now on; `null` goes back to the portal. */
  answerWith(answer: ((request: Request) => Response | Promise<Response>) | null): void;
  /** Loads a page of the portal. `click` says whether a person's click led to it. */
  visit(url: string, how?: { click: boolean }): RenderResult;
}

export function openBrowser(portal: TestPortal): Browser {
  const cookies = new Map<string, string>();
  const sent: SentRequest[] = [];
  const left: string[] = [];
  let answer: ((request: Request) => Response | Promise<Response>) | null = null;

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const body = await request.clone().text();
    sent.push({
      method: request.method,
      path: new URL(request.url).pathname,
      headers: Object.fromEntries(request.headers),
      body,
    });
    if (answer) return answer(request);

    const headers = new Headers(request.headers);
    headers.set('Sec-Fetch-Site', 'same-origin');
    if (cookies.size > 0)
      headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await portal.fetch(request.url, {
      method: request.method,
      headers,
      ...(body !== '' && { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  return {
    sent,
    fetch: send,
    left,
    answerWith: (next) => {
      answer = next;
    },
    visit: (url, { click } = { click: true }) => {
      cleanup();
      const { pathname, search, hash } = new URL(url);
      window.history.pushState(null, '', pathname + search + hash);
      document.documentElement.dataset['redeem'] = click ? 'auto' : 'button';
      document.documentElement.dir = 'ltr';
      return render(
        <Hosted
          arrival={takeArrival(window)}
          baseUrl={portal.url}
          fetch={send}
          leave={(to) => void left.push(to)}
        />,
      );
    },
  };
}

/** A portal that says of its sessions what it would never say by itself. */
export const sayingOfSessions = (portal: TestPortal, change: (session: Session) => Session): TestPortal => ({
  ...portal,
  fetch: async (input, init) => {
    const answer = await portal.fetch(input, init);
    if (!/\/session(\/exchange)?$/.test(String(input)) || !answer.ok || answer.status === 204) return answer;
    return Response.json(change((await answer.json()) as Session), answer);
  },
});
