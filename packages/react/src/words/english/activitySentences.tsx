import type { ReactNode } from 'react';
import type { ActivityType } from '@billfold/contract';

/** What a line of an activity tells, each in words already; null where it is not known, or does not matter. */
export interface ActivityTold {
  /** Who did it, as they are called; null: nobody, its time had come. */
  who: ReactNode;
  /** What it was done to: a plan, an invoice, a payment method, a tax id, some details. */
  subject: ReactNode;
  /** What it was, and is now. */
  before: ReactNode;
  after: ReactNode;
  amount: ReactNode;
  /** From when it counts, where that is not at once. */
  date: ReactNode;
  /** What the server calls it. */
  type: string;
}

type Sentence = (told: ActivityTold) => ReactNode;

/** Somebody did something, or it happened. */
const by = ({ who }: ActivityTold, did: ReactNode, happened: ReactNode): ReactNode =>
  who ? (
    <>
      {who} {did}
    </>
  ) : (
    happened
  );

const fromTo = ({ before, after }: ActivityTold): ReactNode =>
  before && after ? (
    <>
      {' '}
      from {before} to {after}
    </>
  ) : null;

const onDate = ({ date }: ActivityTold, preposition: string): ReactNode =>
  date ? (
    <>
      {' '}
      {preposition} {date}
    </>
  ) : null;

const plan = ({ subject }: ActivityTold) => subject ?? 'a plan';
const method = ({ subject }: ActivityTold) => subject ?? 'a payment method';

/** `a change of Team from 5 seats to 3 seats`; where both plans are named, that says of what. */
const plannedChange = (told: ActivityTold, change: string): ReactNode => (
  <>
    {change}
    {told.subject ? <> of {told.subject}</> : null}
    {fromTo(told) ?? (told.subject ? null : ' of the plan')}
  </>
);

const taxId = ({ subject }: ActivityTold, article: 'a' | 'A'): ReactNode =>
  subject ? (
    <>
      {article === 'a' ? 'the' : 'The'} tax ID {subject}
    </>
  ) : (
    `${article} tax ID`
  );

/** One line for each thing that can be done, and one for what a newer server knows and this kit does not. */
export const activitySentences: Record<ActivityType | 'other', Sentence> = {
  plan_changed: (told) => {
    const what = told.subject ?? 'the plan';
    return by(
      told,
      <>
        changed {what}
        {fromTo(told)}
      </>,
      <>
        {told.subject ?? 'The plan'} changed{fromTo(told)}
      </>,
    );
  },
  quantity_changed: (told) =>
    by(
      told,
      <>
        changed the seats of {plan(told)}
        {fromTo(told)}
      </>,
      <>
        The seats of {plan(told)} {told.before && told.after ? 'went' : 'changed'}
        {fromTo(told)}
      </>,
    ),
  change_scheduled: (told) =>
    by(
      told,
      <>
        scheduled {plannedChange(told, 'a change')}
        {onDate(told, 'for')}
      </>,
      <>
        {plannedChange(told, 'A change')} was scheduled{onDate(told, 'for')}
      </>,
    ),
  change_undone: (told) =>
    by(
      told,
      <>took back the scheduled change of {plan(told)}</>,
      <>The scheduled change of {plan(told)} was taken back</>,
    ),
  subscription_started: (told) =>
    by(told, <>started {plan(told)}</>, <>{told.subject ?? 'A plan'} started</>),
  cancellation_scheduled: (told) =>
    by(
      told,
      <>
        canceled {plan(told)}
        {onDate(told, 'as of')}
      </>,
      <>
        {told.subject ?? 'A plan'} was canceled{onDate(told, 'as of')}
      </>,
    ),
  cancellation_undone: (told) =>
    by(
      told,
      <>took back the cancellation of {plan(told)}</>,
      <>The cancellation of {plan(told)} was taken back</>,
    ),
  subscription_canceled: (told) => by(told, <>ended {plan(told)}</>, <>{told.subject ?? 'A plan'} ended</>),
  subscription_paused: (told) =>
    by(
      told,
      <>
        paused {plan(told)}
        {onDate(told, 'from')}
      </>,
      <>
        {told.subject ?? 'A plan'} was paused{onDate(told, 'from')}
      </>,
    ),
  subscription_resumed: (told) =>
    by(told, <>resumed {plan(told)}</>, <>{told.subject ?? 'A plan'} resumed</>),
  subscription_updated: (told) =>
    told.after
      ? by(
          told,
          <>
            changed what {plan(told)} is charged to: {told.after}
          </>,
          <>
            {told.subject ?? 'A plan'} is charged to {told.after}
          </>,
        )
      : by(told, <>updated {plan(told)}</>, <>{told.subject ?? 'A plan'} was updated</>),
  discount_added: (told) =>
    by(
      told,
      <>added {told.subject ? <>the discount {told.subject}</> : 'a discount'}</>,
      <>{told.subject ? <>The discount {told.subject}</> : 'A discount'} was added</>,
    ),
  payment_method_added: (told) =>
    by(told, <>added {method(told)}</>, <>{told.subject ?? 'A payment method'} was added</>),
  payment_method_removed: (told) =>
    by(told, <>removed {method(told)}</>, <>{told.subject ?? 'A payment method'} was removed</>),
  default_payment_method_changed: (told) =>
    by(
      told,
      <>made {method(told)} the default</>,
      <>{told.subject ?? 'A payment method'} became the default</>,
    ),
  billing_details_updated: (told) =>
    by(
      told,
      <>updated the billing details{told.subject ? <>: {told.subject}</> : null}</>,
      <>The billing details were updated{told.subject ? <>: {told.subject}</> : null}</>,
    ),
  tax_id_added: (told) => by(told, <>added {taxId(told, 'a')}</>, <>{taxId(told, 'A')} was added</>),
  tax_id_removed: (told) => by(told, <>removed {taxId(told, 'a')}</>, <>{taxId(told, 'A')} was removed</>),
  invoice_paid: (told) => {
    const what = told.subject ? <>invoice {told.subject}</> : 'an invoice';
    return by(
      told,
      <>
        paid{' '}
        {told.amount ? (
          <>
            {told.amount} for {what}
          </>
        ) : (
          what
        )}
      </>,
      <>
        {told.subject ? <>Invoice {told.subject}</> : 'An invoice'} was paid
        {told.amount ? <>: {told.amount}</> : null}
      </>,
    );
  },
  // Whoever it was that tried: nobody fails on purpose.
  payment_failed: ({ amount, subject }) => (
    <>
      A payment{amount ? <> of {amount}</> : null}
      {subject ? <> for {subject}</> : null} did not go through
    </>
  ),
  portal_opened: (told) => by(told, <>opened the billing portal</>, <>The billing portal was opened</>),
  other: (told) =>
    by(told, <>changed something else: {told.type}</>, <>Something else was changed: {told.type}</>),
};
