'use client';
import { useMemo } from 'react';
import { useDisplay } from '../display.js';
import type { Words, WordsOverride } from './Words.js';

const NONE: WordsOverride = {};

/**
 * The words of some parts: the component's default, overridden by the root's, overridden by the component's own prop.
 * Each component hands in just the parts that it says, so that a page with one button does not load all words.
 */
export function useWords<Part extends keyof Words>(
  defaults: Pick<Words, Part>,
  own = NONE,
): Pick<Words, Part> {
  const { words } = useDisplay();
  return useMemo(() => {
    const merged = { ...defaults };
    for (const part in defaults) merged[part] = { ...defaults[part], ...words[part], ...own[part] };
    return merged;
  }, [defaults, words, own]);
}
