'use client';
import type { ActivityEntry } from '@billfold/contract';
import type { ReactNode } from 'react';
import { Amount } from '../../format/Amount.js';
import { Day } from '../../format/Day.js';
import { TimeOfDay } from '../../format/TimeOfDay.js';
import type { ActivityTold } from '../../words/english/activitySentences.js';
import { readable } from '../../words/readable.js';
import { activityValues } from './activityValues.js';
import type { ActivityWords } from './activityWords.js';

/** What was done, by whom, and when on its day. What a newer server tells of is told too, by the name that it has there. */
export function ActivityLine({ entry, business, words }: ActivityLineProps) {
  const { type, amount, effectiveAt, at } = entry;
  const { who, subject, before, after } = activityValues(entry, business, words);
  const { activitySentences: sentences } = words;
  const sentence = Object.hasOwn(sentences, type) ? sentences[type] : sentences.other;
  const told: ActivityTold = {
    who: isolated(who),
    subject: isolated(subject),
    before: isolated(before),
    after: isolated(after),
    amount: amount && <Amount money={amount} />,
    date: effectiveAt && <Day at={effectiveAt} />,
    type: readable(type),
  };
  return (
    <li className="bf-BillingActivity-line">
      <p>{sentence(told)}</p>
      <p className="bf-muted">
        <TimeOfDay at={at} />
      </p>
    </li>
  );
}

/** A name has a direction of its own, whatever the sentence around it is written in. */
const isolated = (name: string | null): ReactNode => (name === null ? null : <bdi>{name}</bdi>);

interface ActivityLineProps {
  entry: ActivityEntry;
  business: string | null;
  words: ActivityWords;
}
