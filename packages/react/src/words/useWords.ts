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
    const merged = { ...defaults };
    for (const part in defaults) {
      const name = part as keyof Said & keyof WordsOverride;
      merged[name] = { ...defaults[name], ...words[name], ...own[name] };
    }
    return merged;
  }, [defaults, words, own]);
}
