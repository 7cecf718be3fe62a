import { customerUpdates } from '@billfold/contract';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import {
  billingDetailsFormView as view,
  blankDetails,
  makeAddress,
  makeBillingDetails,
  makeTaxId,
} from '../../../test/billingDetailsStates.js';
import { makeTax, makeUpcomingInvoice, money } from '../../../test/builders.js';
import { BillfoldDisplay } from '../../BillfoldDisplay.js';
import type { BillingDetailsChanges } from './billingDetailsChanges.js';

const field = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement>(name);
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const press = (name: string | RegExp) => userEvent.click(button(name));

async function type(name: string | RegExp, text: string) {
  await userEvent.clear(field(name));
  if (text) await userEvent.type(field(name), text);
}

const refused = (fields: string[], code = 'invalid_request', isPartlySaved = false) => ({
  problem: { code, requestId: 'req_1', fields, isPartlySaved },
});

test('[U202] what is on file is read as its country writes it, with what each register has said', () => {
  const taxIds = [
    makeTaxId(),
    makeTaxId({ id: 'txi_2', value: 'DE2', verification: 'pending' }),
    makeTaxId({ id: 'txi_3', type: 'gb_vat', value: 'GB3', verification: 'unavailable' }),
    makeTaxId({ id: 'txi_4', value: 'DE4', verification: 'unverified' }),
  ];
  render(view({ details: makeBillingDetails({ taxIds, purchaseOrder: 'PO-7' }) }));
  const facts = screen.getAllByRole('definition').map(({ textContent }) => textContent);
  expect(facts[0]).toBe('Example GmbH');
  expect(facts[1]).toBe('Beispielstraße 110115 BerlinGermany');
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'VAT number (European Union) DE123456788 Verified',
    'VAT number (European Union) DE2 Being checked',
    'VAT number (United Kingdom) GB3 Not checkedCould not be checked; it counts all the same.',
    expect.stringMatching(/^VAT number \(European Union\) DE4 Not found/),
  ]);
  expect(screen.getByText('jordan@example.com (your sign-in email)')).toBeVisible();
  expect(screen.getByText('PO-7')).toBeVisible();
});

test('[U202] what a register says in a word of tomorrow is left out, and the tax id is there', () => {
  const taxId = makeTaxId({ verification: 'revoked' as 'verified' });
  const { container } = render(view({ details: makeBillingDetails({ taxIds: [taxId] }) }));
  expect(screen.getByText('DE123456788')).toBeVisible();
  expect(container.querySelector('.bf-Chip')).toBeNull();
});

test('[U202] a region is named where letters name it', async () => {
  const address = makeAddress({ country: 'JP', city: 'Chiyoda', region: '13', postalCode: '100-0001' });
  render(view({ details: makeBillingDetails({ address }) }));
  expect(await screen.findByText('Chiyoda, Tokyo')).toBeVisible();
});

test('[U203] who is billed decides what a name is, and which tax ids come first', async () => {
  render(view({ isEditing: true, details: makeBillingDetails({ address: makeAddress({ country: 'BR' }) }) }));
  expect(field('Company name')).toHaveAttribute('autocomplete', 'billing organization');
  await press('Add a tax ID');
  expect(field('Type of tax ID')).toHaveDisplayValue('CNPJ (Brazil)');
  await press('Remove new tax ID 1');
  await userEvent.click(screen.getByRole('radio', { name: 'Individual' }));
  expect(field('Full name')).toHaveAttribute('autocomplete', 'billing name');
  await press('Add a tax ID');
  expect(field('Type of tax ID')).toHaveDisplayValue('CPF (Brazil)');
});

test('[U204] all countries can be chosen, in the order and the words of the reader', () => {
  render(view({ isEditing: true }));
  const names = within(field('Country or region'))
    .getAllByRole('option')
    .slice(1)
    .map(({ textContent }) => textContent!);
  expect(names.length).toBeGreaterThan(245);
  expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
  expect(names.slice(0, 2)).toEqual(['Afghanistan', 'Åland Islands']);
});

test.each([
  ['DE', ['Street address', 'Apartment, suite or building (optional)', 'Postal code', 'City']],
  ['US', ['Street address', 'Apartment, suite or building (optional)', 'City', 'State', 'ZIP code']],
  ['GB', ['Street address', 'Apartment, suite or building (optional)', 'Town or city', 'Postal code']],
  [
    'JP',
    [
      'Street address',
      'Apartment, suite or building (optional)',
      'City (optional)',
      'Prefecture',
      'Postal code',
    ],
  ],
  ['BR', ['Street address', 'Neighborhood (optional)', 'City', 'State', 'Postal code']],
  ['IN', ['Street address', 'Apartment, suite or building (optional)', 'City', 'PIN code', 'State']],
  ['IE', ['Street address', 'Townland (optional)', 'City', 'County (optional)', 'Eircode (optional)']],
  ['HK', ['Street address', 'Apartment, suite or building (optional)', 'District (optional)', 'Area']],
  ['AE', ['Street address', 'Apartment, suite or building (optional)', 'Emirate']],
])('[U205] the fields of %s: in its order, by its names, and what may stay empty', (country, labels) => {
  render(
    view({ isEditing: true, details: makeBillingDetails({ address: makeAddress({ country }), taxIds: [] }) }),
  );
  const group = screen.getByRole('group', { name: 'Billing address' });
  const shown = [...group.querySelectorAll('label')].map(({ textContent }) => textContent);
  expect(shown).toEqual(['Country or region', ...labels]);
});

test.each([
  [
    'US',
    {
      'Street address': 'address-line1',
      City: 'address-level2',
      State: 'address-level1',
      'ZIP code': 'postal-code',
    },
  ],
  ['GB', { 'Apartment, suite or building (optional)': 'address-line2' }],
  ['BR', { 'Neighborhood (optional)': 'address-level3', 'Country or region': 'country' }],
] as const)('[U207] browsers are told what each field of %s is', (country, tokens) => {
  render(view({ isEditing: true, details: makeBillingDetails({ address: makeAddress({ country }) }) }));
  for (const [label, token] of Object.entries(tokens)) {
    expect(field(label)).toHaveAttribute('autocomplete', `billing ${token}`);
  }
  expect(field(/^Phone/)).toHaveAttribute('autocomplete', 'billing tel');
});

test('[U208] regions are typed until they can be chosen, and what was typed is chosen then', async () => {
  render(view({ isEditing: true, details: makeBillingDetails({ address: makeAddress({ country: 'AU' }) }) }));
  // Somebody is faster than the list, which does not take the field away from them.
  act(() => field('State').focus());
  await userEvent.type(field('State'), 'victoria');
  expect(field('State').tagName).toBe('INPUT');
  await userEvent.tab();
  await waitFor(() => expect(field('State').tagName).toBe('SELECT'));
  await waitFor(() => expect(field('State')).toHaveDisplayValue('Victoria'));
});

test('[U208] a region that is in no list stays as it is', async () => {
  const address = makeAddress({ country: 'US', region: 'Jefferson' });
  render(view({ isEditing: true, details: makeBillingDetails({ address }) }));
  await waitFor(() => expect(field('State').tagName).toBe('SELECT'));
  expect(field('State')).toHaveDisplayValue('Jefferson');
});

test('[U209] another country keeps what fits, clears the region and says so, and finds it again on the way back', async () => {
  const onSave = vi.fn();
  const address = makeAddress({ country: 'US', city: 'Springfield', region: 'IL', postalCode: '62701' });
  render(view({ isEditing: true, form: { onSave }, details: makeBillingDetails({ address }) }));
  await userEvent.selectOptions(field('Country or region'), 'Hong Kong SAR China');
  expect(screen.getByText('The state was cleared: it belongs to another country.')).toBeVisible();
  expect(field(/^District/)).toHaveValue('Springfield');
  await waitFor(() => expect(field('Area').tagName).toBe('SELECT'));
  await userEvent.selectOptions(field('Area'), 'Kowloon');
  await press('Save');
  await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
  expect((onSave.mock.calls[0]![0] as BillingDetailsChanges).update.address).toEqual({
    country: 'HK',
    line1: 'Beispielstraße 1',
    line2: null,
    city: 'Springfield',
    region: 'Kowloon',
    postalCode: null,
  });
  await userEvent.selectOptions(field('Country or region'), 'United States');
  expect(field('State')).toHaveDisplayValue('Illinois');
  expect(field('ZIP code')).toHaveValue('62701');
});

test('[U210] a postal code in any case and spacing is fine, and one of another form is advice, no fault', async () => {
  const onSave = vi.fn();
  const address = makeAddress({ country: 'GB', city: 'London', postalCode: 'sw1a1aa' });
  render(view({ isEditing: true, form: { onSave }, details: makeBillingDetails({ address }) }));
  expect(field('Postal code')).not.toHaveAccessibleDescription();
  await type('Postal code', '12345');
  await userEvent.tab();
  expect(field('Postal code')).toHaveAccessibleDescription(/^Usually written like EC1Y 8SY/);
  expect(field('Postal code')).toBeValid();
  await press('Save');
  await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
});

test('[U211] a tax id is entered with its type, an example and advice; five are all there can be', async () => {
  render(view({ isEditing: true }));
  await press('Add a tax ID');
  expect(field('Tax ID')).toHaveAttribute('placeholder', 'For example DE123456789');
  await userEvent.type(field('Tax ID'), '123');
  expect(field('Tax ID')).toHaveAccessibleDescription(/^Usually written like DE123456789/);
  await type('Tax ID', 'de 123 456 789');
  expect(field('Tax ID')).not.toHaveAccessibleDescription();
  for (let count = 0; count < 3; count += 1) await press('Add a tax ID');
  expect(button('Add a tax ID')).toBeDisabled();
  expect(screen.getByText('You can have 5 tax IDs at most.')).toBeVisible();
  await press('Remove new tax ID 4');
  expect(button('Add a tax ID')).toHaveFocus();
});

test('[U211] the types of tax ids stand in the order of the reader’s letters', async () => {
  render(<BillfoldDisplay locale="lv">{view({ isEditing: true })}</BillfoldDisplay>);
  await press('Add a tax ID');
  const names = [...field('Type of tax ID').querySelectorAll('option')].map(({ textContent }) => textContent);
  expect(names.indexOf('TIN (Etiopija)')).toBeGreaterThan(0);
  expect(names.indexOf('TIN (Etiopija)')).toBeLessThan(names.indexOf('TIN (Ēģipte)'));
});

test('[U212] a tax id that is removed is gone when it is saved, and can be kept until then', async () => {
  const onSave = vi.fn();
  render(view({ isEditing: true, form: { onSave } }));
  await press(/^Remove VAT number/);
  expect(screen.getByText('Is removed when you save.')).toBeVisible();
  await press(/^Keep VAT number/);
  await press(/^Remove VAT number/);
  await press('Save');
  await waitFor(() =>
    expect(onSave).toHaveBeenCalledWith({ update: {}, taxIds: [], removedTaxIds: ['txi_1'] }),
  );
});

test('[U213] after saving, the next invoice is told with its tax, or with reverse charge', () => {
  const { rerender } = render(view({ outcome: 'saved', nextInvoice: makeUpcomingInvoice() }));
  expect(screen.getByText(/^Your next invoice/)).toHaveTextContent(
    'Your next invoice: $57.12, with VAT (19%, DE).',
  );
  const taxes = [makeTax({ percent: '0', reverseCharge: true, amount: money(0) })];
  rerender(view({ outcome: 'saved', nextInvoice: makeUpcomingInvoice({ taxes, amountDue: money(4800) }) }));
  expect(screen.getByText(/^Your next invoice/)).toHaveTextContent('$48.00, with reverse charge');
  rerender(
    view({ outcome: 'saved', nextInvoice: makeUpcomingInvoice({ taxes: [], amountDue: money(4800) }) }),
  );
  expect(screen.getByText(/^Your next invoice/)).toHaveTextContent('$48.00, without tax');
});

test('[U214] invoice emails are rows of their own, apart from the sign-in email, which is only told', async () => {
  const onSave = vi.fn();
  render(view({ isEditing: true, form: { onSave } }));
  expect(screen.getByText(/jordan@example.com, with which you sign in/)).toBeVisible();
  await press('Add an invoice email');
  expect(field('Invoice email 1')).toHaveFocus();
  await userEvent.type(field('Invoice email 1'), 'one@example.com');
  await press('Add an invoice email');
  await press('Add an invoice email');
  await userEvent.type(field('Invoice email 3'), 'two@example.com');
  await press('Save');
  await waitFor(() =>
    expect(onSave).toHaveBeenCalledWith({
      // The row in between was left empty.
      update: { invoiceEmails: ['one@example.com', 'two@example.com'] },
      taxIds: [],
      removedTaxIds: [],
    }),
  );
});

test('[U215] what can not be changed is told with its value, or that there is none', () => {
  render(view({ isEditing: true, form: { allowedUpdates: ['phone'] } }));
  expect(screen.getByText('Example GmbH')).toBeVisible();
  expect(screen.getByText('10115 Berlin')).toBeVisible();
  expect(screen.getAllByText('Not given')).toHaveLength(1);
  expect(screen.getAllByRole('textbox')).toEqual([field(/^Phone/)]);
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('[U216] where nothing may be changed there is no way to try', () => {
  const { rerender } = render(view({ form: { allowedUpdates: [] } }));
  expect(screen.queryByRole('button')).toBeNull();
  rerender(view({ onEdit: undefined }));
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText('These details can’t be changed here.')).toBeVisible();
});

test('[U217] what must be mended is listed above, in the order of the fields, each with a way to it', async () => {
  const onSave = vi.fn();
  render(view({ isEditing: true, form: { onSave } }));
  await type('Company name', '');
  await type('City', '');
  await type(/^Phone/, 'call me');
  await press('Add an invoice email');
  await userEvent.type(field('Invoice email 1'), 'somebody');
  await press('Save');
  const alert = await screen.findByRole('alert');
  expect(
    within(alert)
      .getAllByRole('link')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Enter the company name.',
    'Enter the city.',
    'Enter a phone number in digits. Spaces and + - / ( ) . are fine.',
    'Enter an email address, such as invoices@example.com.',
  ]);
  expect(alert.parentElement).toHaveFocus();
  await userEvent.click(screen.getByRole('link', { name: 'Enter the city.' }));
  expect(field('City')).toHaveFocus();
  expect(field('City')).toBeInvalid();
  expect(field('City')).toHaveAccessibleDescription('Enter the city.');
  expect(location.hash).toBe('');
  // Mended, it is gone at once, and the focus stays with the one who mends.
  await userEvent.type(field('City'), 'Bonn');
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Enter the city.' })).toBeNull());
  expect(field('City')).toHaveFocus();
  expect(onSave).not.toHaveBeenCalled();
});

test('[U218] what the portal does not take is said at its field, by what it was', async () => {
  const { rerender } = render(view({ isEditing: true }));
  rerender(view({ isEditing: true, form: refused(['address.postalCode', 'phone']) }));
  const alert = screen.getByRole('alert');
  expect(
    within(alert)
      .getAllByRole('link')
      .map(({ textContent }) => textContent),
  ).toEqual(['Check the postal code.', 'Check the phone.']);
  expect(alert.parentElement).toHaveFocus();
  rerender(view({ isEditing: true, form: refused(['name'], 'feature_disabled') }));
  expect(field('Company name')).toHaveAccessibleDescription('The company name can’t be changed here.');
  rerender(view({ isEditing: true, form: refused(['something.else']) }));
  expect(screen.getByRole('alert')).toHaveTextContent('What you typed is still here.');
});

test('[U218] a tax id that the portal does not take beside others is there already, or one too many', async () => {
  const five = ['DE1', 'DE2', 'DE3', 'DE4', 'DE5'].map((value, index) =>
    makeTaxId({ id: `txi_${index}`, value }),
  );
  const { rerender } = render(
    view({ isEditing: true, details: makeBillingDetails({ taxIds: five.slice(1) }) }),
  );
  await press('Add a tax ID');
  await type('Tax ID', 'de 2');
  const taken = refused(['taxIds.new_1.value'], 'conflict');
  rerender(view({ isEditing: true, details: makeBillingDetails({ taxIds: five.slice(1) }), form: taken }));
  expect(field('Tax ID')).toHaveAccessibleDescription(/This tax ID is there already\./);
  // Somebody else has added one in the meantime.
  rerender(view({ isEditing: true, details: makeBillingDetails({ taxIds: five }), form: taken }));
  expect(field('Tax ID')).toHaveAccessibleDescription(/This tax ID is there already\./);
  await type('Tax ID', 'DE6');
  rerender(
    view({
      isEditing: true,
      details: makeBillingDetails({ taxIds: five }),
      form: refused(['taxIds.new_1.value'], 'conflict'),
    }),
  );
  expect(field('Tax ID')).toHaveAccessibleDescription(/You can have 5 tax IDs at most\./);
});

test('[U219] saving is done once, and nothing can be typed meanwhile', async () => {
  const onSave = vi.fn();
  const { rerender } = render(view({ isEditing: true, form: { onSave } }));
  await type('Company name', 'Example AG');
  fireEvent.submit(document.querySelector('form')!);
  await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
  expect(onSave).toHaveBeenCalledWith({ update: { name: 'Example AG' }, taxIds: [], removedTaxIds: [] });
  expect(button('Save')).toHaveFocus();
  rerender(view({ isEditing: true, form: { onSave, isSaving: true } }));
  expect(field('Company name')).toBeDisabled();
  await press('Save');
  fireEvent.submit(document.querySelector('form')!);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(onSave).toHaveBeenCalledOnce();
  expect(button('Save')).toHaveAttribute('aria-busy', 'true');
});

test('[U220] where nobody knows what was saved, what is found to be wrong afterwards does not claim that nothing was', async () => {
  const lost = { code: 'idempotency_in_flight', requestId: null, fields: [], isPartlySaved: false };
  render(view({ isEditing: true, form: { problem: { ...lost, isUnknown: true } } }));
  expect(screen.getByRole('alert')).toHaveTextContent('We do not know whether this arrived.');
  await type('Company name', '');
  await press('Save');
  expect(await screen.findByRole('link', { name: 'Enter the company name.' })).toBeVisible();
  expect(screen.getByRole('alert')).not.toHaveTextContent('Nothing was saved');
});

test('[U220] without a connection nothing is sent, and that is said', async () => {
  const onSave = vi.fn();
  render(view({ isEditing: true, form: { onSave, isOnline: false } }));
  await type('Company name', 'Example AG');
  await press('Save');
  expect(screen.getByText(/^You are offline\. What you typed stays here/)).toBeVisible();
  expect(onSave).not.toHaveBeenCalled();
});

test('[U221] what was changed elsewhere is said, overwrites nothing, and is not overwritten', async () => {
  const onSave = vi.fn();
  const { rerender } = render(view({ isEditing: true, form: { onSave } }));
  await type('Company name', 'Typed here');
  const elsewhere = makeBillingDetails({ phone: '+49 30 7' });
  rerender(view({ isEditing: true, form: { onSave }, details: elsewhere }));
  expect(screen.getByText('These details were changed elsewhere in the meantime.')).toBeVisible();
  expect(field('Company name')).toHaveValue('Typed here');
  await press('Save');
  await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
  expect((onSave.mock.calls[0]![0] as BillingDetailsChanges).update).toEqual({ name: 'Typed here' });
  await press('Show what is on file now');
  expect(field('Company name')).toHaveValue('Example GmbH');
  expect(field(/^Phone/)).toHaveValue('+49 30 7');
});

test('[U221] what a register has said since, and what was saved from here, is no news', async () => {
  const { rerender } = render(view({ isEditing: true }));
  const verified = makeBillingDetails({ taxIds: [makeTaxId({ verification: 'unverified' })] });
  rerender(view({ isEditing: true, details: verified }));
  expect(screen.queryByText(/changed elsewhere/)).toBeNull();
  await type('Company name', 'Example AG');
  await press('Save');
  rerender(view({ isEditing: true, details: verified, form: { isSaving: true } }));
  const half = makeBillingDetails({ name: 'Example AG' });
  rerender(view({ isEditing: true, details: half, form: refused([], 'provider_unavailable', true) }));
  expect(screen.queryByText(/changed elsewhere/)).toBeNull();
  expect(screen.getByRole('alert')).toHaveTextContent('Some of it was saved. This was not:');
});

test.each([
  ['was refused as a whole', makeBillingDetails({ phone: '+49 30 7' }), false, { name: 'Example AG' }],
  [
    'went through in part',
    makeBillingDetails({ name: 'Example AG', phone: '+49 30 7' }),
    true,
    { purchaseOrder: 'PO-7' },
  ],
])(
  '[U221] what somebody else changes during a save that %s is told, and not overwritten by the next one',
  async (_what, details, isPartlySaved, update) => {
    const onSave = vi.fn();
    const { rerender } = render(view({ isEditing: true, form: { onSave } }));
    await type('Company name', 'Example AG');
    await press('Save');
    await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
    rerender(view({ isEditing: true, form: { onSave, isSaving: true } }));
    rerender(view({ isEditing: true, details, form: { onSave, isSaving: true } }));
    rerender(
      view({
        isEditing: true,
        details,
        form: { onSave, ...refused([], 'database_unavailable', isPartlySaved) },
      }),
    );
    if (isPartlySaved) await userEvent.type(field(/^Purchase order/), 'PO-7');
    expect(screen.getByText('These details were changed elsewhere in the meantime.')).toBeVisible();
    await press('Save');
    await waitFor(() => expect(onSave).toHaveBeenCalledTimes(2));
    expect((onSave.mock.calls[1]![0] as BillingDetailsChanges).update).toEqual(update);
  },
);

test('[U222] who leaves the page is asked as long as something is not saved, and only then', async () => {
  const leave = () => fireEvent(window, new Event('beforeunload', { cancelable: true }));
  const { unmount } = render(view({ isEditing: true }));
  // `fireEvent` tells whether nobody has objected.
  expect(leave()).toBe(true);
  await userEvent.type(field('Company name'), '!');
  expect(leave()).toBe(false);
  await userEvent.type(field('Company name'), '{Backspace}');
  expect(leave()).toBe(true);
  await userEvent.type(field('Company name'), '!');
  unmount();
  expect(leave()).toBe(true);
});

test('[U223] Cancel drops what was typed, and the focus is on the button that opens the form again', async () => {
  const onCancel = vi.fn();
  const { rerender } = render(view({ isEditing: true, form: { onCancel } }));
  await type('Company name', 'Example AG');
  await press('Cancel');
  expect(onCancel).toHaveBeenCalledOnce();
  rerender(view());
  expect(button('Edit billing details')).toHaveFocus();
  rerender(view({ isEditing: true }));
  expect(field('Company name')).toHaveValue('Example GmbH');
});

test('[U224] where nothing is on file it can be added, and no country is guessed', () => {
  const { rerender } = render(view({ state: 'empty', details: blankDetails }));
  expect(button('Add billing details')).toBeEnabled();
  rerender(view({ isEditing: true, state: 'empty', details: blankDetails }));
  expect(field('Country or region')).toHaveDisplayValue('Choose a country');
  expect(screen.queryByLabelText('Street address')).toBeNull();
});

test('[U225] marks that nobody sees are not sent with what was typed', async () => {
  const onSave = vi.fn();
  render(view({ isEditing: true, form: { onSave, allowedUpdates: customerUpdates } }));
  fireEvent.change(field('Company name'), { target: { value: ' \u200fشركة المثال\u200e ' } });
  await press('Save');
  await waitFor(() =>
    expect(onSave).toHaveBeenCalledWith({ update: { name: 'شركة المثال' }, taxIds: [], removedTaxIds: [] }),
  );
});
