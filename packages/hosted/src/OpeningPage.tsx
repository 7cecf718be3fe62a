import type { Branding } from '@billfold/contract';
import { PageFrame } from './PageFrame.js';
import { words } from './words.js';

/**
 * The portal before the session is known: the same page, waiting. It draws the sections' outlines by itself, because the
 * sections are most of the page's weight and are on their way.
 */
export function OpeningPage({ branding }: { branding: Branding | null }) {
  return (
    <PageFrame branding={branding} returnUrl={null} testMode={false} busy>
      {(['plan', 'invoices'] as const).map((anchor) => (
        <section key={anchor} className="hosted-opening" data-state="loading" data-section={anchor}>
          <h2>{words.sections[anchor]}</h2>
          <span className="bf-Bone" data-length="long" />
          <span className="bf-Bone" />
        </section>
      ))}
      <p role="status" className="bf-VisuallyHidden">
        {words.opening}
      </p>
    </PageFrame>
  );
}
