import '@testing-library/jest-dom/vitest';
import { configure, getConfig } from '@testing-library/react';

/** As React itself puts off the effects of what it has drawn; taken before a test puts other timers in its place. */
const soon = 'setImmediate' in globalThis ? globalThis.setImmediate : nextMessage;

const { asyncWrapper } = getConfig();
configure({
  // Tests that run the real portal wait for it; on a busy machine a second is not enough.
  asyncUtilTimeout: 10_000,
  // What was waited for is found as soon as it is drawn, and its effects (the focus, most of all) come in a task of their
  // own. Testing Library lets a timer pass between, which is behind them or, where a millisecond is just over, before.
  asyncWrapper: (wait) =>
    asyncWrapper(async () => {
      const result = await wait();
      await new Promise<void>((resolve) => void soon(resolve));
      return result;
    }),
});

function nextMessage(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => {
    port1.close();
    callback();
  });
  port1.start();
  port2.postMessage(null);
}
