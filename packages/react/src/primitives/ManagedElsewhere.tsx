import type { Subscription } from '@billfold/contract';
import type { Words } from '../words/Words.js';
import { Notice } from './Notice.js';
import { webAddress } from './webAddress.js';

type ManagedBy = NonNullable<Subscription['managedBy']>;

/** In the place of controls that could do nothing: who bills a plan, and the way there. */
export function ManagedElsewhere({ subscription, words: say }: ManagedElsewhereProps) {
  const { managedBy, product } = subscription;
  if (!managedBy) return null;
  return (
    <Notice
      tone="neutral"
      title={say.planBilledBy(product.name, managedBy.name)}
      action={<ManageLink managedBy={managedBy} words={say} />}
    >
      <p>{say.advice(managedBy.name)}</p>
    </Notice>
  );
}

/** The way to where a plan is changed, if there is one. It opens beside the page, which may hold what somebody has typed. */
export function ManageLink({ managedBy, words: say }: ManageLinkProps) {
  const href = webAddress(managedBy.manageUrl);
  if (!href) return null;
  return (
    <a className="bf-Button" data-variant="secondary" href={href} target="_blank" rel="noopener noreferrer">
      {say.manageAt(managedBy.name)} <span className="bf-VisuallyHidden">{say.newTab}</span>
    </a>
  );
}

interface ManagedElsewhereProps {
  subscription: Subscription;
  words: Words['managedElsewhere'];
}

interface ManageLinkProps {
  managedBy: ManagedBy;
  words: Words['managedElsewhere'];
}
