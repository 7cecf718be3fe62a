/** What the open tabs of one browser tell each other. A session is told by its id, which opens nothing: its cookie does. */
export type TabMessage =
  /** This session is open here. */
  | { says: 'open'; session: string }
  /** Mine has ended. Which ones are open? */
  | { says: 'asking'; session: string }
  /** The customer has signed out of this session. */
  | { says: 'left'; session: string };

export interface Tabs {
  tell(message: TabMessage): void;
  close(): void;
}

/** Connects this tab with all others of this origin, as far as the browser lets them talk. */
export function openTabs(onMessage: (message: TabMessage) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel('billfold');
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isTabMessage(data)) onMessage(data);
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel reaches its own origin only.
    tell: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}

function isTabMessage(data: unknown): data is TabMessage {
  const { says, session } = (data ?? {}) as Partial<Record<string, unknown>>;
  return (
    (says === 'open' || says === 'asking' || says === 'left') &&
    typeof session === 'string' &&
    /^bps_[0-9A-Za-z]{1,64}$/.test(session)
  );
}
