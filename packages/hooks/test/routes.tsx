import { QueryClient } from '@tanstack/react-query';
import { vi } from 'vitest';
import type { ReactNode } from 'react';
import { BillfoldRoot, type BillfoldRootProps } from '../src/index.js';
import { failure, json, recordingFetch, tokens, type Sent } from './answers.js';

/** What each path answers: `GET /subscriptions/sub_1`. A list is used up, and its last answer given for ever. */
export type Routes = Record<string, Answer | Answer[]>;
type Answer = (sent: Sent) => Response | Promise<Response>;

/**
 * A page over made-up answers, for what the real portal does not do when it is asked to: to be late, to be lost, to
 * answer out of order. What the portal says and means is tested on the real one.
 */
export function openRoutes(routes: Routes, props: Partial<BillfoldRootProps> = {}) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } });
  const { fetch, sent } = recordingFetch((request) => {
    const answer = routes[nameOf(request)];
    if (!answer) return failure(404, 'not_found');
    if (!Array.isArray(answer)) return answer(request);
    return (answer.length > 1 ? answer.shift()! : answer[0]!)(request);
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <BillfoldRoot
      baseUrl="https://billing.test"
      customer="user_1"
      session={tokens().ask}
      fetch={fetch}
      queryClient={queryClient}
      {...props}
    >
      {children}
    </BillfoldRoot>
  );
  return {
    routes,
    sent,
    queryClient,
    wrapper,
    /** The requests of one kind, in order. */
    sentTo: (name: string) => sent.filter((request) => nameOf(request) === name),
  };
}

/** `POST /subscriptions/sub_1/change`: the method, and the path below `/portal/v1`. */
function nameOf({ url, init }: Sent): string {
  return `${init.method} ${new URL(url).pathname.replace('/portal/v1', '')}`;
}

/** An answer that is the same every time. */
export const always =
  (body: unknown): Answer =>
  () =>
    json(body);

/** Nobody answers, as when the connection breaks. */
export const lost: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

/** Takes the browser's connection away, or gives it back. */
export function setOnline(isOnline: boolean): void {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline);
  dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}
