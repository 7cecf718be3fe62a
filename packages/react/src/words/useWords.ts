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
    // By name only: to compare every word of every part with its override is more than the compiler does.
    const [root, component] = [words, own] as Record<string, object | undefined>[];
    const merged = Object.entries(defaults).map(([part, said]) => [
      part,
      { ...said, ...root![part], ...component![part] },
    ]);
    return Object.fromEntries(merged) as Said;
  }, [defaults, words, own]);
}
