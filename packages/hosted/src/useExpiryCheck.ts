import { useEffect } from 'react';

const A_MINUTE = 60_000;
// What a timer can wait for: longer waits would fire at once.
const LONGEST_WAIT = 2 ** 31 - 1;

/**
 * Asks the server whether the session still lives once its time should be over, so that nobody's billing stays on an
 * unattended screen. The device's clock may be wrong; it decides only when to ask, and the answer is the server's.
 *
 * @param expiresAt null where there is nothing to ask any more
 * @param ask must report an ended session by itself.
 */
export function useExpiryCheck(expiresAt: string | null, ask: () => Promise<unknown>): void {
  useEffect(() => {
    if (expiresAt === null) return;
    let timer = setTimeout(
      check,
      Math.min(Math.max(Date.parse(expiresAt) - Date.now() + 1000, 1000), LONGEST_WAIT),
    );
    let left = false;
    function check() {
      void ask().finally(() => {
        if (!left) timer = setTimeout(check, A_MINUTE);
      });
    }
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [expiresAt, ask]);
}
