import type { Flow, Session } from '@billfold/contract';
import { useEffect } from 'react';
import { pageAt } from './branding.js';
import type { FlowOutcome } from './FlowSection.js';
import { Screen } from './Screen.js';
import { words } from './words.js';

/** Says what was done, and leads back: by a link, or by itself where the merchant wants that. */
export function FlowEnd({ flow, outcome, session, leave }: FlowEndProps) {
  const { type, returnUrl } = flow.afterCompletion;
  const { branding } = session;
  const back = pageAt(returnUrl) ?? pageAt(session.returnUrl);
  const leaves = type === 'redirect' && back !== null;
  useEffect(() => {
    if (leaves) leave(back);
  }, [leaves, back, leave]);

  return (
    <Screen title={words.flows[flow.type][outcome]} branding={branding}>
      <p>{leaves ? words.flowEnd.leaving(branding.displayName) : words.flowEnd.text}</p>
      {back && (
        <a className="hosted-button" data-variant="primary" href={back}>
          {words.returnTo(branding.displayName)}
        </a>
      )}
    </Screen>
  );
}

interface FlowEndProps {
  flow: Flow;
  outcome: FlowOutcome;
  session: Pick<Session, 'branding' | 'returnUrl'>;
  /** Leads the browser to another page. */
  leave: (url: string) => void;
}

/** Says that there is nothing left to do, and leads to what there is. */
export function FlowGone({ flow, session, onPortal }: FlowGoneProps) {
  const { branding } = session;
  const back = pageAt(session.returnUrl);
  return (
    <Screen title={words.flows[flow.type].gone} branding={branding}>
      <p>{words.flowEnd.goneText}</p>
      <div className="hosted-screen-actions">
        <button type="button" className="hosted-button" data-variant="primary" onClick={onPortal}>
          {words.flowEnd.portal}
        </button>
        {back && (
          <a className="hosted-button" href={back}>
            {words.returnTo(branding.displayName)}
          </a>
        )}
      </div>
    </Screen>
  );
}

interface FlowGoneProps {
  flow: Flow;
  session: Pick<Session, 'branding' | 'returnUrl'>;
  /** Called to see the whole portal. */
  onPortal: () => void;
}
