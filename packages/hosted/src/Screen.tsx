import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { words } from './words.js';

/**
 * A page that has one thing to say and nothing about the customer: continue, try again, ended. Its heading takes the
 * focus, so that who reads by ear is told when it takes the portal's place.
 */
export function Screen({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before it is painted: what the portal has said of the customer goes with it, also from the title.
  useLayoutEffect(() => {
    document.title = words.title;
    heading.current?.focus();
  }, []);

  return (
    <div className="bf-root hosted-page">
      <main className="hosted-screen">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
    </div>
  );
}
