'use client';
import type { Plan, PlanPrice } from '@billfold/contract';
import { useDisplay } from '../../display.js';
import { Amount } from '../../format/Amount.js';
import { Chip } from '../../primitives/Chip.js';
import { RadioRow } from '../../primitives/RadioRow.js';
import { readable } from '../../words/readable.js';
import type { PlanOption } from './planOptions.js';
import type { PlanSwitcherWords } from './planSwitcherWords.js';
import { savingText } from './savingText.js';

/** A plan at a price, to be chosen; or why it can not be. */
export function PlanRow({ option, plans, showSaving, words, ...radio }: PlanRowProps) {
  const { locale } = useDisplay();
  const { plan, price } = option;
  const { planSwitcher: say } = words;
  const saving = showSaving ? savingText(price.saving, plans, locale, say) : null;

  return (
    <RadioRow
      {...radio}
      value={price.id}
      disabled={radio.disabled || (price.unavailable !== null && !price.current)}
      label={
        <>
          {plan.name} {price.current ? <Chip tone="neutral">{say.current}</Chip> : null}
        </>
      }
      end={<PriceText price={price} words={say} />}
    >
      {noteOf(option, words)}
      {saving ? <p className="bf-PlanSwitcher-saving">{saving}</p> : null}
      {plan.description ? <p>{plan.description}</p> : null}
      {plan.features.length > 0 ? (
        <ul className="bf-PlanSwitcher-features">
          {plan.features.map((feature) => (
            <li key={feature}>{feature}</li>
          ))}
        </ul>
      ) : null}
      {radio.checked && price.tiers ? <Tiers tiers={price.tiers} words={say} /> : null}
    </RadioRow>
  );
}

/** What is special about this row: why it can not be chosen, or how one has it already. */
function noteOf({ plan, price }: PlanOption, words: PlanSwitcherWords) {
  const { planSwitcher: say, planReasons } = words;
  if (price.current) {
    return plan.archived || price.unavailable === 'archived' ? <p>{say.noLongerOffered}</p> : null;
  }
  if (price.unavailable) {
    return (
      <p className="bf-PlanSwitcher-reason">
        {planReasons[price.unavailable] ?? readable(price.unavailable)}
      </p>
    );
  }
  const had = plan.current ? plan.prices.find(({ current }) => current) : undefined;
  return had ? <p>{say.currentOtherwise(had.interval, had.intervalCount)}</p> : null;
}

function PriceText({ price, words }: { price: PlanPrice; words: PlanSwitcherWords['planSwitcher'] }) {
  const { scheme, unitAmount, interval, intervalCount } = price;
  const say = { flat: words.price, per_seat: words.seatPrice, graduated: words.seatPriceFrom }[scheme];
  return (say ?? words.price)(<Amount money={unitAmount} />, interval, intervalCount);
}

/** The steps of a graduated price, each with the seats that it is for. */
function Tiers({
  tiers,
  words,
}: {
  tiers: NonNullable<PlanPrice['tiers']>;
  words: PlanSwitcherWords['planSwitcher'];
}) {
  return (
    <ul className="bf-PlanSwitcher-tiers">
      {tiers.map(({ upTo, unitAmount, flatAmount }, index) => (
        <li key={upTo}>
          {words.tier(
            (tiers[index - 1]?.upTo ?? 0) + 1,
            upTo,
            <Amount money={unitAmount} />,
            flatAmount.amount === 0 ? null : <Amount money={flatAmount} />,
          )}
        </li>
      ))}
    </ul>
  );
}

interface PlanRowProps {
  option: PlanOption;
  plans: readonly Plan[];
  /** Whether the row says what it saves, because the rows save differently. */
  showSaving: boolean;
  name: string;
  checked: boolean;
  disabled: boolean;
  words: PlanSwitcherWords;
  onChange: () => void;
}
