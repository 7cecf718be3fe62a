'use client';
import { Button } from '../../primitives/Button.js';
import { Notice } from '../../primitives/Notice.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { invoiceListWords } from './invoiceListWords.js';

/** The way to pay could not be fetched. */
export function PaymentMissing({ words, onRetry }: PaymentMissingProps) {
  const { invoiceList: say, section } = useWords(invoiceListWords, words);
  return (
    <Notice
      role="alert"
      tone="danger"
      title={say.payNotOpened}
      action={<Button onClick={onRetry}>{section.retry}</Button>}
    >
      <p>{section.reload}</p>
    </Notice>
  );
}

interface PaymentMissingProps {
  words: WordsOverride | undefined;
  onRetry: () => void;
}
