import type { ReactNode } from 'react';

/** How good or bad a state is. Never the only sign of it: the words say the same. */
export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

/** A state in a word or two, with a dot. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="bf-Chip" data-tone={tone}>
      {children}
    </span>
  );
}
