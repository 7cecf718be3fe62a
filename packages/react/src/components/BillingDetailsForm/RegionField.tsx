'use client';
import { useEffect, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { SelectField } from '../../primitives/SelectField.js';
import { TextField, type TextFieldProps } from '../../primitives/TextField.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import { regionOf, useRegions } from './useRegions.js';

/** A region: chosen where the country's are known, typed where they are not, or not yet. What was typed stays. */
export function RegionField({ form, country, choose, autoComplete, maxLength, ...field }: RegionFieldProps) {
  const regions = useRegions(country);
  const [isTyping, setTyping] = useState(false);
  const registered = form.register('address.region');
  const text = form.watch('address.region');
  const isChosen = regions !== null && !isTyping;

  // Another way to write one of them is that one.
  useEffect(() => {
    const meant = isChosen && regionOf(form.getValues('address.region'), regions);
    if (meant) form.setValue('address.region', meant.code);
  }, [form, isChosen, regions]);

  if (!isChosen) {
    return (
      <TextField
        {...registered}
        {...field}
        key="typed"
        dir="auto"
        autoComplete={autoComplete}
        maxLength={maxLength}
        // A list that arrives in the middle of a word waits for its end.
        onFocus={() => setTyping(true)}
        onBlur={(event) => {
          setTyping(false);
          void registered.onBlur(event);
        }}
      />
    );
  }
  const { value, ...chosen } = { ...registered, value: text };
  return (
    <SelectField {...chosen} {...field} key="chosen" value={value} autoComplete={autoComplete}>
      <option value="">{choose}</option>
      {text && !regionOf(text, regions) ? <option value={text}>{text}</option> : null}
      {regions.map(({ code, name, localName }) => (
        <option key={code} value={code}>
          {localName && localName !== name ? `${name} – ${localName}` : name}
        </option>
      ))}
    </SelectField>
  );
}

interface RegionFieldProps extends Pick<
  TextFieldProps,
  'id' | 'label' | 'note' | 'problem' | 'className' | 'autoComplete' | 'maxLength'
> {
  form: UseFormReturn<BillingDetailsDraft>;
  country: string;
  /** What stands in the list as long as none is chosen. */
  choose: string;
}
