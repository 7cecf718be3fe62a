'use client';
import { createContext, useContext } from 'react';
import type { WordsOverride } from './words/Words.js';

/**
 * Whether components are light or dark. `inherit`: as the page around them says (its `color-scheme`, or one of the
 * usual class and attribute names on an element above). `system`: as the visitor's system says.
 */
export type ColorScheme = 'inherit' | 'light' | 'dark' | 'system';

/** How things are shown. Defaults are the same on every machine, so that a server renders what the browser does. */
export interface Display {
  /** BCP 47 tag by which money and dates are written. */
  locale: string;
  /** IANA name of the time zone that dates are told in. Billing counts in UTC, and so does the default. */
  timeZone: string;
  colorScheme: ColorScheme;
  words: WordsOverride;
  /** As of when the data is, ISO 8601, while billing can not be reached; null: as it is now. */
  asOf: string | null;
}

export const DisplayContext = createContext<Display>({
  locale: 'en',
  timeZone: 'UTC',
  colorScheme: 'inherit',
  words: {},
  asOf: null,
});

/** How things are shown here; the defaults where nothing above says otherwise. */
export const useDisplay = () => useContext(DisplayContext);

/** What `data-color-scheme` says on the root element of a component. */
export const colorSchemeOf = ({ colorScheme }: Display) =>
  colorScheme === 'inherit' ? undefined : colorScheme;
