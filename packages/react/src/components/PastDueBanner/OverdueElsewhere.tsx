'use client';
import { clsx } from 'clsx/lite';
import type { Subscription } from '@billfold/contract';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';
import { Banner } from '../../primitives/Banner.js';
import { ManageLink } from '../../primitives/ManagedElsewhere.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { pastDueWords } from './pastDueWords.js';

/** A payment that did not go through at somebody else's, and the way there: nothing of it can be paid here. */
export const OverdueElsewhere = forwardRef<HTMLElement, OverdueElsewhereProps>(function OverdueElsewhere(
  { subscription, words: ownWords, className, ...rest },
  ref,
) {
  const { pastDue: say, managedElsewhere } = useWords(pastDueWords, ownWords);
  const { managedBy, product } = subscription;
  if (!managedBy) return null;
  return (
    <Banner
      {...rest}
      ref={ref}
      state="elsewhere"
      tone="danger"
      className={clsx('bf-PastDueBanner', className)}
      title={say.titleElsewhere(product.name)}
      actions={<ManageLink managedBy={managedBy} words={managedElsewhere} />}
    >
      <p>{say.payElsewhere(managedBy.name)}</p>
    </Banner>
  );
});

interface OverdueElsewhereProps extends Omit<ComponentPropsWithoutRef<'section'>, 'title'> {
  subscription: Subscription;
  words: WordsOverride | undefined;
}
