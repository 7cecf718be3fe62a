/**
 * Makes this tab believe that it has no connection, as a browser in flight mode does.
 * @returns what brings the connection back
 */
export function goOffline(): () => void {
  // The browser's own answer lies on the prototype; an own property hides it until it is removed.
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  return () => {
    delete (navigator as { onLine?: boolean }).onLine;
  };
}
