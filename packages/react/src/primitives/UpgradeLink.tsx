'use client';
import { useSession } from '@billfold/hooks';
import { noSubscription } from '../words/english/noSubscription.js';
import { useWords } from '../words/useWords.js';
import type { WordsOverride } from '../words/Words.js';
import { webAddress } from './webAddress.js';

const words = { noSubscription };

/** The way to a plan that the merchant has configured; nothing where there is none. Its room is kept until that is known. */
export function UpgradeLink({ words: own }: { words: WordsOverride | undefined }) {
  const { noSubscription: say } = useWords(words, own);
  const { session, isPending } = useSession();
  const href = webAddress(session?.branding.upgradeUrl);
  if (isPending) {
    return (
      <span className="bf-Button" style={{ visibility: 'hidden' }} aria-hidden="true">
        {say.upgrade}
      </span>
    );
  }
  return href ? (
    <a className="bf-Button" data-variant="primary" href={href}>
      {say.upgrade}
    </a>
  ) : null;
}
