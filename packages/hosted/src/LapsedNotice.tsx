import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { pageAt } from './branding.js';
import { words } from './words.js';

/**
 * Says that the session has ended while something was being entered, that it is still here, and how to go on. It stands
 * above the sections, or in the dialog that is open, outside of which nobody could reach it.
 */
export function LapsedNotice({ displayName, returnUrl }: { displayName: string; returnUrl: string | null }) {
  const notice = useRef<HTMLDivElement>(null);
  const dialog = useOpenDialog();
  const back = pageAt(returnUrl);

  // Who was in a field that can not be used now would be nowhere, and who has just been told at its own place that nothing was
  // sent would not see how to go on. That comes a moment later, and takes the focus too.
  useEffect(() => {
    const timer = setTimeout(() => notice.current?.focus(), 300);
    return () => clearTimeout(timer);
  }, [dialog]);

  const content = (
    <div ref={notice} role="alert" tabIndex={-1} className="hosted-lapsed">
      <p className="hosted-lapsed-title">{words.lapsed.title}</p>
      <p>
        {words.lapsed.kept} {back ? words.lapsed.wayBack(displayName) : words.lapsed.wayBackUnknown}
      </p>
      {back && (
        <a className="hosted-button" href={back} target="_blank" rel="noreferrer">
          {words.lapsed.open(displayName)}
        </a>
      )}
    </div>
  );
  return dialog ? createPortal(content, dialog) : content;
}

/** The dialog that is open, until it is closed. */
function useOpenDialog(): Element | null {
  const [dialog, setDialog] = useState<Element | null>(null);
  useLayoutEffect(() => {
    const look = () => setDialog(document.querySelector('.hosted-sections [aria-modal="true"]'));
    look();
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  return dialog;
}
