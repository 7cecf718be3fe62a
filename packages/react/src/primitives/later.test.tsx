import { act, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { later, useLater, type Later } from './later.js';

/** Shows how far a part is. */
function Shown({ part, isNeeded }: { part: Later<string>; isNeeded?: boolean }) {
  const { part: arrived, hasFailed } = useLater(part, isNeeded);
  return <p>{arrived ?? (hasFailed ? 'failed' : 'on its way')}</p>;
}

const texts = () => screen.getAllByRole('paragraph').map(({ textContent }) => textContent);
const settle = () => act(async () => {});

test('[U118] a part is fetched once for all that show it, and not before it is needed', async () => {
  const load = vi.fn(async () => 'here');
  const part = later(load);
  const { rerender } = render(<Shown part={part} isNeeded={false} />);
  await settle();
  expect(load).not.toHaveBeenCalled();

  rerender(
    <>
      <Shown part={part} />
      <Shown part={part} />
    </>,
  );
  expect(texts()).toEqual(['on its way', 'on its way']);
  await settle();
  expect(texts()).toEqual(['here', 'here']);
  render(<Shown part={part} />);
  expect(texts()).toEqual(['here', 'here', 'here']);
  expect(load).toHaveBeenCalledOnce();
});

test('[U117] a part that could not be had is fetched again when that is asked for', async () => {
  const part = later(vi.fn(async () => 'here').mockRejectedValueOnce(new TypeError('Failed to fetch')));
  render(<Shown part={part} />);
  await settle();
  expect(texts()).toEqual(['failed']);

  act(() => part.load());
  expect(texts()).toEqual(['on its way']);
  await settle();
  expect(texts()).toEqual(['here']);
});

test('[U117] it is fetched again by itself when the connection is back', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const part = later(vi.fn(async () => 'here').mockRejectedValueOnce(new TypeError('Failed to fetch')));
  render(<Shown part={part} />);
  await settle();
  expect(texts()).toEqual(['failed']);

  online.mockReturnValue(true);
  await act(async () => window.dispatchEvent(new Event('online')));
  expect(texts()).toEqual(['here']);
  online.mockRestore();
});
