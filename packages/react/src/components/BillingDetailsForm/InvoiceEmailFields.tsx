'use client';
import { useFieldArray, type UseFormReturn } from 'react-hook-form';
import { Button } from '../../primitives/Button.js';
import { TextField } from '../../primitives/TextField.js';
import type { BillingDetailsDraft } from './billingDetailsDraft.js';
import type { BillingDetailsFormWords } from './billingDetailsFormWords.js';
import { maxInvoiceEmails } from './limits.js';
import { useFocusAfterRemoval } from './useFocusAfterRemoval.js';
import type { FormFields } from './useFormFields.js';

/** Where invoices are sent, which has nothing to do with how somebody signs in. */
export function InvoiceEmailFields({ form, fields, signInEmail, words }: InvoiceEmailFieldsProps) {
  const { billingDetails, billingDetailsForm: say } = words;
  const rows = useFieldArray({ control: form.control, name: 'invoiceEmails' });
  const { focusAfterRemoval, addRef } = useFocusAfterRemoval(rows.fields.length);
  const isFull = rows.fields.length >= maxInvoiceEmails;

  return (
    <fieldset className="bf-BillingDetailsForm-group">
      <legend>{billingDetails.invoiceEmails}</legend>
      <p className="bf-muted">{say.invoiceEmailsAdvice(signInEmail)}</p>
      {rows.fields.map(({ id }, index) => (
        <div key={id} className="bf-BillingDetailsForm-row">
          <TextField
            {...form.register(`invoiceEmails.${index}.email`)}
            {...fields.field(`invoiceEmails.${index}.email`)}
            type="email"
            inputMode="email"
            autoComplete="billing email"
            spellCheck={false}
            maxLength={254}
          />
          <Button
            variant="quiet"
            aria-label={say.removeInvoiceEmail(index + 1)}
            onClick={() => {
              focusAfterRemoval();
              rows.remove(index);
            }}
          >
            {say.remove}
          </Button>
        </div>
      ))}
      <div>
        <Button
          ref={addRef}
          disabled={isFull}
          onClick={() =>
            rows.append({ email: '' }, { focusName: `invoiceEmails.${rows.fields.length}.email` })
          }
        >
          {say.addInvoiceEmail}
        </Button>
      </div>
      {isFull ? <p className="bf-muted">{say.invoiceEmailLimit(maxInvoiceEmails)}</p> : null}
    </fieldset>
  );
}

interface InvoiceEmailFieldsProps {
  form: UseFormReturn<BillingDetailsDraft>;
  fields: FormFields;
  /** By which the merchant's app knows the customer. */
  signInEmail: string | null;
  words: BillingDetailsFormWords;
}
