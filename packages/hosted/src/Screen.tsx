import type { Branding } from '@billfold/contract';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { PageShell } from './PageShell.js';
import { words } from './words.js';

/**
 * A page that has one thing to say and nothing about the customer: continue, try again, ended. Its heading takes the
 * focus, so that who reads by ear is told when it takes the portal's place.
 */
export function Screen({ title, branding, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before it is painted: what the portal has said of the customer goes with it, also from the title.
  useLayoutEffect(() => {
    document.title = words.title;
    heading.current?.focus();
  }, []);

  return (
    <PageShell branding={branding}>
      <main className="hosted-screen">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
    </PageShell>
  );
}

interface ScreenProps {
  title: string;
  /** How the project looks; null where that is not known. */
  branding: Branding | null;
  children: ReactNode;
}
