'use client';
import { clsx } from 'clsx/lite';
import type { ActivityEntry } from '@billfold/contract';
import { forwardRef, type CSSProperties } from 'react';
import { useDisplay } from '../../display.js';
import { Day } from '../../format/Day.js';
import { ListFooter, type MoreRows } from '../../primitives/ListFooter.js';
import { Section, type HeadingLevel, type SectionProps } from '../../primitives/Section.js';
import { SectionProblem } from '../../primitives/SectionProblem.js';
import { isSettled } from '../../primitives/sectionState.js';
import { Bone } from '../../primitives/Skeleton.js';
import type { Problem } from '../../problem.js';
import { useWords } from '../../words/useWords.js';
import type { WordsOverride } from '../../words/Words.js';
import { activityDays, type ActivityDay } from './activityDays.js';
import { ActivityLine } from './ActivityLine.js';
import { activityWords, type ActivityWords } from './activityWords.js';
import { useMoreShown } from './useMoreShown.js';

/** What was done to a customer's billing, day by day. Fetches nothing: see {@link BillingActivityViewProps}. */
export const BillingActivityView = forwardRef<HTMLElement, BillingActivityViewProps>(
  function BillingActivityView(
    {
      state,
      entries,
      business = null,
      problem,
      initialRows = 5,
      more,
      onShowMore,
      onRetry,
      onSignIn,
      words: ownWords,
      className,
      headingLevel = 2,
      ...rest
    },
    ref,
  ) {
    const words = useWords(activityWords, ownWords);
    const { activity: say, section } = words;
    const { locale, timeZone } = useDisplay();
    const rows = state === 'forbidden' ? [] : entries;
    const days = activityDays(rows, locale, timeZone);
    const added = useMoreShown(rows.length);
    const isKnownEmpty = rows.length === 0 && !more && isSettled(state);

    return (
      <Section
        title={say.title}
        {...rest}
        ref={ref}
        state={state}
        headingLevel={headingLevel}
        className={clsx('bf-BillingActivity', className)}
        announcement={
          state === 'loading'
            ? say.loading
            : state === 'refreshing'
              ? section.refreshing
              : added === null
                ? ''
                : say.moreShown(added, rows.length)
        }
      >
        <div className="bf-BillingActivity-content" style={{ '--_rows': initialRows } as CSSProperties}>
          <SectionProblem
            state={state}
            problem={problem}
            failed={say.failed}
            words={words}
            stale={rows.length > 0}
            onRetry={onRetry}
            onSignIn={onSignIn}
          />
          {isKnownEmpty ? (
            <div className="bf-BillingActivity-empty">
              <p>{say.empty}</p>
              <p className="bf-muted">{say.emptyAdvice}</p>
            </div>
          ) : null}
          {state === 'loading' ? <Bones rows={initialRows} /> : null}
          {days.length > 0 ? (
            <ol className="bf-BillingActivity-days">
              {days.map((day) => (
                <DayOfActivity
                  key={day.entries[0]!.id}
                  day={day}
                  business={business}
                  words={words}
                  headingLevel={headingLevel}
                />
              ))}
            </ol>
          ) : null}
          {rows.length > 0 || (more && isSettled(state)) ? (
            <ListFooter
              shown={rows.length}
              more={more}
              say={say}
              retry={section.retry}
              onShowMore={onShowMore}
            />
          ) : null}
        </div>
      </Section>
    );
  },
);

function DayOfActivity({ day, business, words, headingLevel }: DayOfActivityProps) {
  const Heading = `h${headingLevel + 1}` as 'h3';
  return (
    <li className="bf-BillingActivity-day">
      <Heading className="bf-BillingActivity-date">
        <Day at={day.entries[0]!.at} />
      </Heading>
      <ol className="bf-BillingActivity-lines">
        {day.entries.map((entry) => (
          <ActivityLine key={entry.id} entry={entry} business={business} words={words} />
        ))}
      </ol>
    </li>
  );
}

interface DayOfActivityProps {
  day: ActivityDay;
  business: string | null;
  words: ActivityWords;
  headingLevel: HeadingLevel;
}

/** The room of as many lines, each on a day of its own. */
function Bones({ rows }: { rows: number }) {
  return (
    <div className="bf-BillingActivity-days" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="bf-BillingActivity-day">
          <p className="bf-BillingActivity-date">
            <Bone />
          </p>
          <div className="bf-BillingActivity-lines">
            <div className="bf-BillingActivity-line">
              <p>
                <Bone length="long" />
              </p>
              <p>
                <Bone />
              </p>
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}

export interface BillingActivityViewProps extends Omit<
  SectionProps,
  'title' | 'aside' | 'announcement' | 'children'
> {
  /** Newest first. They stay on the page in every state but `forbidden`. */
  entries: readonly ActivityEntry[];
  /** What the business is called, for what it did itself. @default without a name */
  business?: string | null;
  /** Why the state is `error`, `expired` or `forbidden`. */
  problem?: Problem | null;
  /** How many lines are shown at first. Their room is kept in every state, so that the page below does not move. @default 5 */
  initialRows?: number;
  /** Set where there are more. */
  more?: MoreRows;
  onShowMore?: () => void;
  /** Called to load again. Without it there is no such button. */
  onRetry?: () => void;
  /** Called to sign in again when the session ended. Without it, trying again is offered. */
  onSignIn?: () => void;
  words?: WordsOverride;
}
