/**
 * The way of every request of an open portal, and who knows by which session it goes. When that ends, questions wait here
 * instead of failing all over the page; what would change something is told so. Another session of the same customer can
 * take its place, and then nobody has noticed.
 */
export interface SessionGate {
  fetch: typeof fetch;
  /** The session that requests go by: `bps_…`. */
  session(): string;
  /** Whether it has ended, and no other one has taken its place. */
  isLapsed(): boolean;
  /** Goes on with another session, whose cookie this browser holds. */
  resume(session: string): void;
  /** Calls back when it has ended or goes on, and with every question that begins to wait. */
  subscribe(listener: () => void): () => void;
}

export function createSessionGate(
  opened: string,
  send: typeof fetch = (input, init) => fetch(input, init),
): SessionGate {
  let session = opened;
  let isLapsed = false;
  const listeners = new Set<() => void>();
  const waiting = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  async function pass(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const isQuestion = (init.method ?? 'GET') === 'GET';
    for (;;) {
      if (isLapsed && isQuestion) await opening(init.signal ?? null);
      const asked = session;
      const headers = new Headers(init.headers);
      headers.set('Billfold-Session', asked);
      const response = await send(input, { ...init, headers });
      if (response.status !== 401) return response;
      // Of a session that another one has replaced meanwhile it says nothing new.
      if (asked === session && !isLapsed) {
        isLapsed = true;
        tell();
      }
      if (!isQuestion) return response;
    }
  }

  function opening(signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const stop = () => {
        waiting.delete(go);
        reject(signal?.reason as Error);
      };
      const go = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      signal?.addEventListener('abort', stop, { once: true });
      waiting.add(go);
      tell();
    });
  }

  return {
    fetch: pass,
    session: () => session,
    isLapsed: () => isLapsed,
    resume(next) {
      session = next;
      isLapsed = false;
      const held = [...waiting];
      waiting.clear();
      for (const go of held) go();
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
