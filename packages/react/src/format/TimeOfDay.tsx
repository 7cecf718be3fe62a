'use client';
import { useDisplay } from '../display.js';
import { formatTime } from './date.js';

/** The time of an instant on its day, with the name of the time zone that it is told in. */
export function TimeOfDay({ at }: { at: string }) {
  const { locale, timeZone } = useDisplay();
  return <time dateTime={at}>{formatTime(at, locale, timeZone)}</time>;
}
