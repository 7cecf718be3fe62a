'use client';
import { useOnline } from '@billfold/hooks';
import { useEffect, useSyncExternalStore } from 'react';

/** A part of the kit that a page fetches when it needs it, once for all that show it. */
export interface Later<Part> {
  load: () => void;
  arrival: () => Arrival<Part>;
  subscribe: (listener: () => void) => () => void;
}

/** How far a part is. `part` is null until it is there, `hasFailed` says that the last try to fetch it failed. */
interface Arrival<Part> {
  part: Part | null;
  hasFailed: boolean;
}

const ON_ITS_WAY = { part: null, hasFailed: false };
const onItsWay = () => ON_ITS_WAY;

/**
 * Names a part that comes later. Unlike what `React.lazy` makes, it can be fetched again after a failure; and on a
 * server, and when the browser takes over what that has rendered, it is not there yet instead of being an error.
 */
export function later<Part>(importPart: () => Promise<Part>): Later<Part> {
  let now: Arrival<Part> = ON_ITS_WAY;
  let isUnderWay = false;
  const listeners = new Set<() => void>();

  function change(to: Arrival<Part>): void {
    now = to;
    for (const listener of listeners) listener();
  }

  return {
    load() {
      if (isUnderWay || now.part) return;
      isUnderWay = true;
      if (now.hasFailed) change(ON_ITS_WAY);
      void importPart()
        .then(
          (part) => ({ part, hasFailed: false }),
          () => ({ part: null, hasFailed: true }),
        )
        .then((arrival) => {
          isUnderWay = false;
          change(arrival);
        });
    },
    arrival: () => now,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Loads a part as soon as it is needed, and again when the connection is back. */
export function useLater<Part>(wanted: Later<Part>, isNeeded = true): Arrival<Part> {
  const isOnline = useOnline();
  useEffect(() => {
    if (isNeeded) wanted.load();
  }, [wanted, isNeeded, isOnline]);
  return useSyncExternalStore<Arrival<Part>>(wanted.subscribe, wanted.arrival, onItsWay);
}
