import { render, screen, waitFor } from '@testing-library/react';
import { useEffect, useRef, useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

/** Says when it is done, by itself, and takes the focus then. */
function Answer({ coming }: { coming: Promise<void> }) {
  const [isDone, setDone] = useState(false);
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => void coming.then(() => setDone(true)), [coming]);
  useEffect(() => {
    if (isDone) place.current!.focus();
  }, [isDone]);
  return isDone ? (
    <p ref={place} tabIndex={-1}>
      Done
    </p>
  ) : null;
}

/** Makes every timer that is for now be over before anything else can happen: a busy machine does so now and then. */
function holdUpTimers(): void {
  const { setTimeout } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((callback: () => void, delay?: number) => {
    const timer = setTimeout(callback, delay);
    for (const end = performance.now() + (delay ? 0 : 3); performance.now() < end;);
    return timer;
  }) as typeof setTimeout);
}

test('what a test has found has had its effects, also where the machine is busy', async () => {
  const coming = new Promise<void>((resolve) => setTimeout(resolve, 5));
  render(<Answer coming={coming} />);
  holdUpTimers();
  expect(await screen.findByText('Done')).toHaveFocus();
});

test('and so has what it has waited for in words of its own', async () => {
  const coming = new Promise<void>((resolve) => setTimeout(resolve, 5));
  render(<Answer coming={coming} />);
  holdUpTimers();
  await waitFor(() => expect(document.body).toHaveTextContent('Done'));
  expect(screen.getByText('Done')).toHaveFocus();
});
