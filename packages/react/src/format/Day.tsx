'use client';
import { useDisplay } from '../display.js';
import { formatDate } from './date.js';

/** The day of an instant, in the locale and time zone of the root. */
export function Day({ at }: { at: string }) {
  const { locale, timeZone } = useDisplay();
  return <time dateTime={at}>{formatDate(at, locale, timeZone)}</time>;
}
