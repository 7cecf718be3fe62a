import { render, screen } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import '../styles.css';
import { Section } from './Section.js';

/** The styles that a frame has been given and has no more, as a list that grows. */
function watch(frame: HTMLElement): (string | null)[] {
  const left: (string | null)[] = [];
  const observer = new MutationObserver((records) => {
    left.push(...records.map(({ oldValue }) => oldValue));
  });
  observer.observe(frame, { attributeFilter: ['style'], attributeOldValue: true });
  onTestFinished(() => observer.disconnect());
  return left;
}

const frameOf = () => screen.getByRole('region', { name: 'Plan' });
const twoFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

test('[U302] a frame whose content has no layout is laid out again, and stays as its host has it', async () => {
  render(
    <Section state="ready" title="Plan" style={{ display: 'flow-root' }}>
      <p>Team</p>
    </Section>,
  );
  const frame = frameOf();
  await twoFrames();
  const left = watch(frame);
  frame.querySelector<HTMLElement>('.bf-Section-head')!.style.display = 'none';
  await vi.waitFor(() => expect(left).toEqual(['display: flow-root;', 'display: none;']));
  expect(frame.style.display).toBe('flow-root');
});

test('[U302] a frame that is hidden with all that is in it is left alone', async () => {
  render(
    <div data-testid="tab">
      <Section state="ready" title="Plan">
        <p>Team</p>
      </Section>
    </div>,
  );
  const frame = frameOf();
  await twoFrames();
  const left = watch(frame);
  screen.getByTestId('tab').hidden = true;
  await twoFrames();
  await twoFrames();
  expect(left).toEqual([]);
});
