'use client';
import {
  addressFormat,
  countryCodes,
  isPostalCodeLikely,
  type AddressField,
  type AddressFormat,
} from '@billfold/contract/countries';
import { useMemo, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { sortedCountries } from '../../format/countryName.js';
import { SelectField } from '../../primitives/SelectField.js';
import { TextField } from '../../primitives/TextField.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';
import { RegionField } from './RegionField.js';
import type { FormFields } from './useFormFields.js';

/** The country first, because it decides which fields there are, in which order, and what they are called. */
export function AddressFields({ form, fields, country, locale, words }: AddressFieldsProps) {
  const { billingDetails, billingDetailsForm: say, addressLabels } = words;
  const countries = useMemo(() => sortedCountries(countryCodes, locale), [locale]);
  const [cleared, setCleared] = useState('');
  // The region of each country that was chosen: who comes back finds it again.
  const regions = useRef<Record<string, string>>({});

  function changeCountry(next: string) {
    const region = form.getValues('address.region');
    regions.current[country] = region;
    form.setValue('address.region', regions.current[next] ?? '');
    setCleared(region && !regions.current[next] ? addressLabels[addressFormat(country).labels.region] : '');
    form.clearErrors('address');
  }

  return (
    <fieldset className="bf-BillingDetailsForm-group">
      <legend>{billingDetails.address}</legend>
      <div>
        <SelectField
          {...form.register('address.country', {
            onChange: ({ target }: { target: HTMLSelectElement }) => changeCountry(target.value),
          })}
          {...fields.field('address.country')}
          autoComplete="billing country"
        >
          <option value="">{say.chooseCountry}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        {/* There before its words are, so that they are read out. */}
        <output className="bf-muted">{cleared ? say.regionCleared(cleared) : null}</output>
      </div>
      {country ? <Rows {...{ form, fields, country, words }} format={addressFormat(country)} /> : null}
    </fieldset>
  );
}

function Rows({ form, fields, country, format, words }: RowsProps) {
  const { billingDetailsForm: say } = words;
  return format.rows.map((row) => (
    <div key={row.join()} className="bf-BillingDetailsForm-row">
      {row.map((name) => {
        const common = {
          ...fields.field(`address.${name}`),
          note: format.required.includes(name) ? undefined : say.optional,
          maxLength: name === 'postalCode' ? 20 : 200,
          autoComplete: `billing ${tokenOf(name, format)}`,
        };
        if (name === 'region') {
          return (
            <RegionField key={country} {...common} form={form} country={country} choose={say.chooseRegion} />
          );
        }
        if (name === 'postalCode') {
          return (
            <PostalCodeField
              key={name}
              {...common}
              form={form}
              country={country}
              format={format}
              words={words}
            />
          );
        }
        return <TextField key={name} {...form.register(`address.${name}`)} {...common} dir="auto" />;
      })}
    </div>
  ));
}

/** Any case and spacing will do. A code of an unusual form is kept: the country knows better than a table. */
function PostalCodeField({ form, country, format, words, ...field }: PostalCodeFieldProps) {
  const [isLeft, setLeft] = useState(true);
  const { onBlur, ...registered } = form.register('address.postalCode');
  const code = form.watch('address.postalCode').trim();
  const example = format.postalCode?.example;
  const isUnusual = isLeft && code !== '' && !isPostalCodeLikely(country, code);
  return (
    <TextField
      {...registered}
      {...field}
      className="bf-BillingDetailsForm-code"
      autoCapitalize="characters"
      spellCheck={false}
      inputMode={example !== undefined && /^\d+$/.test(example) ? 'numeric' : undefined}
      hint={isUnusual && example ? words.billingDetailsForm.postalCodeHint(example) : undefined}
      onFocus={() => setLeft(false)}
      onBlur={(event) => {
        setLeft(true);
        void onBlur(event);
      }}
    />
  );
}

/** What browsers fill in. The second line is a part of the city where the country has one. */
function tokenOf(name: AddressField, format: AddressFormat): string {
  if (name === 'line2') return format.labels.line2 === 'line2' ? 'address-line2' : 'address-level3';
  return {
    line1: 'address-line1',
    city: 'address-level2',
    region: 'address-level1',
    postalCode: 'postal-code',
  }[name];
}

interface AddressFieldsProps {
  form: UseFormReturn<BillingDetailsDraft>;
  fields: FormFields;
  /** The one that is chosen; empty for none. */
  country: string;
  locale: string;
  words: BillingDetailsFormWords;
}

interface RowsProps extends Omit<AddressFieldsProps, 'locale'> {
  format: AddressFormat;
}

interface PostalCodeFieldProps extends Pick<AddressFieldsProps, 'form' | 'country' | 'words'> {
  format: AddressFormat;
  id: string;
  label: string;
  note: string | undefined;
  problem: string | undefined;
  maxLength: number;
  autoComplete: string;
}
