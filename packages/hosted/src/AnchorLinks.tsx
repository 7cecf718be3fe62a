import { useLayoutEffect, useRef, useState } from 'react';
import type { Anchor } from './anchors.js';
import { words } from './words.js';

/** A line of links to the sections that stand on the page right now, because some have nothing to say to some customers. */
export function AnchorLinks({ anchors }: { anchors: readonly Anchor[] }) {
  const place = useRef<HTMLElement>(null);
  const [present, setPresent] = useState<readonly string[]>([]);

  useLayoutEffect(() => {
    const sections = place.current?.closest('main')?.querySelector('.hosted-sections');
    if (!sections) return;
    const look = () => setPresent(Array.from(sections.children, ({ id }) => id));
    look();
    const observer = new MutationObserver(look);
    observer.observe(sections, { childList: true });
    return () => observer.disconnect();
  }, []);

  // The overview stands right below, and the line is one line.
  const shown = anchors.filter((anchor) => anchor !== 'overview' && present.includes(anchor));
  return (
    <nav ref={place} className="hosted-anchors" aria-label={words.onThisPage} hidden={shown.length < 2}>
      <ul>
        {shown.map((anchor) => (
          <li key={anchor}>
            <a href={`#${anchor}`}>{words.sections[anchor]}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
