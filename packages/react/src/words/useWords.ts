'use client';
import { useMemo } from 'react';
import { useDisplay } from '../display.js';
import type { WordsOverride } from './Words.js';

const NONE: WordsOverride = {};

/**
 * The words of some parts: the component's default, overridden by the root's, overridden by the component's own prop.
 * Each component hands in just the words that it says, so that a page with one button does not load all of them.
 */
export function useWords<Said extends WordsOverride>(defaults: Said, own = NONE): Said {
  const { words } = useDisplay();
  return useMemo(() => {
    const merged: Parts = {};
    for (const part in defaults) {
      merged[part] = { ...(defaults as Parts)[part], ...(words as Parts)[part], ...(own as Parts)[part] };
    }
    return merged as Said;
  }, [defaults, words, own]);
}

/** Parts by their names only: to compare every word of each with its override is more than the compiler does. */
type Parts = Record<string, object | undefined>;
