'use client';
import { useDisplay } from '../display.js';
import { formatDateTime } from './date.js';

/** An instant to the minute, with the name of the time zone that it is told in. */
export function Moment({ at }: { at: string }) {
  const { locale, timeZone } = useDisplay();
  return <time dateTime={at}>{formatDateTime(at, locale, timeZone)}</time>;
}
