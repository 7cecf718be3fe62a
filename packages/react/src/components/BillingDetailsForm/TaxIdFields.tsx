'use client';
import type { CustomerKind, TaxId, TaxIdType } from '@billfold/contract';
import { taxIdExample, taxIdHint, taxIdTypeFacts, taxIdTypesOf } from '@billfold/contract/countries';
import { useMemo, useRef, type ReactNode } from 'react';
import { useFieldArray, type UseFormReturn } from 'react-hook-form';
import { countryName } from '../../format/countryName.js';
import { Button } from '../../primitives/Button.js';
import { SelectField } from '../../primitives/SelectField.js';
import { TextField } from '../../primitives/TextField.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';
import { maxTaxIds } from './limits.js';
import { taxIdName } from './taxIdName.js';
import { TaxIdLine } from './TaxIdLine.js';
import { useFocusAfterRemoval } from './useFocusAfterRemoval.js';
import type { FormFields } from './useFormFields.js';

/** The tax ids on file, which can be removed, and rows for new ones. Nothing happens before all is saved. */
export function TaxIdFields({ form, fields, taxIds, isFixed, country, locale, words }: TaxIdFieldsProps) {
  const { billingDetails, billingDetailsForm: say } = words;
  const rows = useFieldArray({ control: form.control, name: 'taxIds' });
  const removed = form.watch('removedTaxIds');
  const kind = form.watch('kind');
  const { focusAfterRemoval, addRef } = useFocusAfterRemoval(rows.fields.length);
  const made = useRef(0);
  const nextKey = () => `new_${(made.current += 1)}`;
  const options = useTypeOptions(country, kind, locale, words);
  const kept = taxIds.filter(({ id }) => !removed.includes(id));
  const isFull = kept.length + rows.fields.length >= maxTaxIds;

  return (
    <fieldset className="bf-BillingDetailsForm-group">
      <legend>{billingDetails.taxIds}</legend>
      <p className="bf-muted">{isFixed ? say.fixed : say.taxIdsAdvice(kind)}</p>
      {taxIds.length > 0 ? (
        <ul className="bf-BillingDetailsForm-taxIds">
          {taxIds.map((taxId) => (
            <SavedTaxId key={taxId.id} {...{ form, taxId, isFixed, locale, words }} />
          ))}
        </ul>
      ) : null}
      {rows.fields.map(({ id }, index) => (
        <NewTaxId
          key={id}
          {...{ form, fields, index, country, words }}
          options={options}
          onRemove={() => {
            focusAfterRemoval();
            rows.remove(index);
          }}
        />
      ))}
      {isFixed ? null : (
        <div>
          <Button
            ref={addRef}
            disabled={isFull}
            onClick={() =>
              rows.append(
                { key: nextKey(), type: taxIdTypesOf(country, kind)[0] ?? 'eu_vat', value: '' },
                { focusName: `taxIds.${rows.fields.length}.value` },
              )
            }
          >
            {say.addTaxId}
          </Button>
        </div>
      )}
      {isFull && !isFixed ? <p className="bf-muted">{say.taxIdLimit(maxTaxIds)}</p> : null}
    </fieldset>
  );
}

/** One on file. To remove it is a part of what is saved, and can be taken back until then by the same button. */
function SavedTaxId({ form, taxId, isFixed, locale, words }: SavedTaxIdProps) {
  const { billingDetailsForm: say } = words;
  const removed = form.watch('removedTaxIds');
  const isRemoved = removed.includes(taxId.id);
  if (isFixed) return <TaxIdLine taxId={taxId} words={words} />;
  const name = `${taxIdName(taxId.type, locale, words.taxIds)} ${taxId.value}`;
  return (
    <TaxIdLine taxId={taxId} words={words}>
      {isRemoved ? <strong>{say.removed}</strong> : null}
      <Button
        variant="quiet"
        aria-label={isRemoved ? say.keepNamed(name) : say.removeNamed(name)}
        onClick={() =>
          form.setValue(
            'removedTaxIds',
            isRemoved ? removed.filter((id) => id !== taxId.id) : [...removed, taxId.id],
            { shouldDirty: true },
          )
        }
      >
        {isRemoved ? say.keep : say.remove}
      </Button>
    </TaxIdLine>
  );
}

function NewTaxId({ form, fields, index, country, options, words, onRemove }: NewTaxIdProps) {
  const { billingDetailsForm: say } = words;
  const { type, value } = form.watch(`taxIds.${index}`);
  const example = taxIdExample(type, country || null);
  // Advice only: the server adds its digits up.
  const isUnusual = value.trim() !== '' && taxIdHint(type, value) === 'unlikely';
  return (
    <div className="bf-BillingDetailsForm-row">
      <SelectField {...form.register(`taxIds.${index}.type`)} {...fields.field(`taxIds.${index}.type`)}>
        {options}
      </SelectField>
      <TextField
        {...form.register(`taxIds.${index}.value`)}
        {...fields.field(`taxIds.${index}.value`)}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={60}
        placeholder={say.taxIdExample(example)}
        hint={isUnusual ? say.taxIdHint(example) : undefined}
      />
      <Button variant="quiet" aria-label={say.removeTaxId(index + 1)} onClick={onRemove}>
        {say.remove}
      </Button>
    </div>
  );
}

/** All types there are, those of the country first. */
function useTypeOptions(country: string, kind: CustomerKind, locale: string, words: BillingDetailsFormWords) {
  const { billingDetailsForm: say, taxIds } = words;
  return useMemo(() => {
    const named = (types: readonly TaxIdType[]) =>
      types.map((type) => ({ type, name: taxIdName(type, locale, taxIds) }));
    const first = named(taxIdTypesOf(country, kind));
    const { compare } = new Intl.Collator(locale);
    const all = named(Object.keys(taxIdTypeFacts) as TaxIdType[]).sort((a, b) => compare(a.name, b.name));
    const option = ({ type, name }: (typeof all)[number]) => (
      <option key={type} value={type}>
        {name}
      </option>
    );
    return (
      <>
        {first.length > 0 ? (
          <optgroup label={say.taxIdsOf(countryName(country, locale))}>{first.map(option)}</optgroup>
        ) : null}
        <optgroup label={say.taxIdsOfAll}>
          {all.filter(({ type }) => !first.some((it) => it.type === type)).map(option)}
        </optgroup>
      </>
    );
  }, [country, kind, locale, say, taxIds]);
}

interface TaxIdFieldsProps {
  form: UseFormReturn<BillingDetailsDraft>;
  fields: FormFields;
  /** Those on file. */
  taxIds: readonly TaxId[];
  /** Whether they can only be read here. */
  isFixed: boolean;
  /** The one that is chosen; empty for none. */
  country: string;
  locale: string;
  words: BillingDetailsFormWords;
}

interface SavedTaxIdProps extends Pick<TaxIdFieldsProps, 'form' | 'isFixed' | 'locale' | 'words'> {
  taxId: TaxId;
}

interface NewTaxIdProps extends Pick<TaxIdFieldsProps, 'form' | 'fields' | 'country' | 'words'> {
  index: number;
  options: ReactNode;
  onRemove: () => void;
}
