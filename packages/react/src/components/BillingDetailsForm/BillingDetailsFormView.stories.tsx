import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { makeTax, makeUpcomingInvoice, money } from '../../../test/builders.js';
import {
  blankDetails,
  formFacts,
  makeAddress,
  makeBillingDetails,
  makeTaxId,
} from '../../../test/billingDetailsStates.js';
import { billingDetailsFields } from './billingDetailsFieldsLater.js';
import { BillingDetailsFormView } from './BillingDetailsFormView.js';

const nothing = () => {};
const problem = { code: 'internal', requestId: 'req_1' };

const meta = {
  title: 'Components/BillingDetailsForm/View',
  component: BillingDetailsFormView,
  // Its form, which is fetched when it is opened, is what most of these are about.
  loaders: [async () => (await import('./BillingDetailsFields.js'), billingDetailsFields.load())],
  args: {
    state: 'ready',
    details: makeBillingDetails(),
    isEditing: false,
    form: formFacts(),
    onEdit: nothing,
    onRetry: nothing,
    onSignIn: nothing,
  },
} satisfies Meta<typeof BillingDetailsFormView>;
export default meta;

type Story = StoryObj<typeof meta>;

/** What is on file, to be read; nothing that changes it is loaded. */
export const Summary: Story = {};

/** Every kind of fact, and each answer of a register. */
export const SummaryOfEverything: Story = {
  args: {
    details: makeBillingDetails({
      invoiceEmails: ['invoices@example.com', 'accounting@example.com'],
      phone: '+49 30 123456',
      purchaseOrder: 'PO-2026-0042',
      taxIds: [
        makeTaxId(),
        makeTaxId({ id: 'txi_2', value: 'DE000000000', verification: 'pending' }),
        makeTaxId({ id: 'txi_3', type: 'gb_vat', value: 'GB980780684', verification: 'unavailable' }),
        makeTaxId({ id: 'txi_4', type: 'eu_vat', value: 'DE111111125', verification: 'unverified' }),
      ],
    }),
  },
};

/** Nobody has entered anything yet. */
export const Empty: Story = { args: { state: 'empty', details: blankDetails } };

/** The room of what is going to come. */
export const Loading: Story = { args: { state: 'loading', details: null } };

/** It could not be loaded. */
export const Failed: Story = { args: { state: 'error', details: null, loadProblem: problem } };

/** The session ended: what was there stays. */
export const Expired: Story = {
  args: { state: 'expired', loadProblem: { ...problem, code: 'unauthorized' } },
};

/** Not for these eyes. */
export const Forbidden: Story = {
  args: { state: 'forbidden', loadProblem: { ...problem, code: 'capability_missing' } },
};

/** To be read only. */
export const ReadOnly: Story = { args: { onEdit: undefined } };

/** Open, and prefilled. */
export const Editing: Story = { args: { isEditing: true } };

/** Nothing is chosen yet: the country decides which fields come. */
export const EditingNothing: Story = { args: { isEditing: true, details: blankDetails, state: 'empty' } };

/** A person has a name, and seldom a tax id. */
export const Individual: Story = {
  args: {
    isEditing: true,
    details: makeBillingDetails({ kind: 'individual', name: 'Jordan Example', taxIds: [] }),
  },
};

/** The portal allows the address alone. */
export const OnlyTheAddress: Story = {
  args: { isEditing: true, form: formFacts({ allowedUpdates: ['address'] }) },
};

/** The portal allows all but the address. */
export const AllButTheAddress: Story = {
  args: { isEditing: true, form: formFacts({ allowedUpdates: ['name', 'phone', 'tax_id', 'email'] }) },
};

/** Under way: nothing can be typed, and Save keeps the focus. */
export const Saving: Story = { args: { isEditing: true, form: formFacts({ isSaving: true }) } };

/** What is missing is listed above, with ways to the fields. */
export const Missing: Story = {
  args: { isEditing: true },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.clear(canvas.getByLabelText('Company name'));
    await userEvent.clear(canvas.getByLabelText('Postal code'));
    await userEvent.type(canvas.getByLabelText(/^Phone/), 'call me');
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await expect(await canvas.findByRole('link', { name: 'Enter the company name.' })).toBeVisible();
    await userEvent.click(canvas.getByRole('link', { name: 'Enter the postal code.' }));
    await expect(canvas.getByLabelText('Postal code')).toHaveFocus();
  },
};

/** A tax id was not taken, after the rest was saved. */
export const PartlySaved: Story = {
  args: {
    isEditing: true,
    form: formFacts({
      problem: { code: 'rate_limited', requestId: 'req_1', retryAfter: 60, fields: [], isPartlySaved: true },
    }),
  },
};

/** Nobody knows whether it arrived. */
export const AnswerLost: Story = {
  args: {
    isEditing: true,
    form: formFacts({
      problem: { code: 'network', requestId: null, isUnknown: true, fields: [], isPartlySaved: false },
    }),
  },
};

/** The session ended with the form open. */
export const ExpiredWhileEditing: Story = {
  args: {
    isEditing: true,
    state: 'expired',
    form: formFacts({
      problem: { code: 'unauthorized', requestId: 'req_1', fields: [], isPartlySaved: false },
    }),
  },
};

/** Without a connection nothing is sent, and nothing is lost. */
export const Offline: Story = {
  args: { isEditing: true, form: formFacts({ isOnline: false }) },
};

/** Saved, and the next invoice is another one now. */
export const Saved: Story = {
  args: {
    outcome: 'saved',
    nextInvoice: makeUpcomingInvoice(),
    details: makeBillingDetails({ taxIds: [makeTaxId({ verification: 'pending' })] }),
  },
};

/** Saved with a number of another country of the Union. */
export const SavedReverseCharge: Story = {
  args: {
    outcome: 'saved',
    nextInvoice: makeUpcomingInvoice({
      amountDue: money(4800),
      taxes: [makeTax({ percent: '0', reverseCharge: true, amount: money(0) })],
    }),
  },
};

/** Longer than any line, in both places. */
export const VeryLong: Story = {
  args: {
    isEditing: true,
    details: makeBillingDetails({
      name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG',
      address: makeAddress({
        line1: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzstraße 12345',
        line2: 'Hinterhaus, vierter Stock, hinter der zweiten Tür links, bei der Buchhaltung klingeln',
        city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
      }),
      invoiceEmails: ['a-very-long-address-of-somebody-who-books-invoices@accounting.department.example.com'],
    }),
  },
};

/** The same, to be read. */
export const VeryLongSummary: Story = { args: { ...VeryLong.args, isEditing: false } };
