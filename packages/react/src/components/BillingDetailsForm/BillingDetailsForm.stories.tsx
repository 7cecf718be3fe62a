import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { BillingDetailsForm } from './BillingDetailsForm.js';

/** The true portal in this tab keeps, checks and taxes what is entered: nothing here is written down. */
const meta = {
  title: 'Components/BillingDetailsForm',
  component: BillingDetailsForm,
  parameters: { portal: { scenario: 'vat' } },
} satisfies Meta<typeof BillingDetailsForm>;
export default meta;

type Story = StoryObj<typeof meta>;
type Play = NonNullable<Story['play']>;

const SLOW = { timeout: 15_000 };

const open: Play = async ({ canvasElement }) => {
  const canvas = within(canvasElement);
  await userEvent.click(await canvas.findByRole('button', { name: 'Edit billing details' }, SLOW));
  await canvas.findByRole('button', { name: 'Save' }, SLOW);
};

/** A company with a VAT number. */
export const OnFile: Story = {
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText('DE123456788', undefined, SLOW)).toBeVisible();
  },
};

/** From a person in the United States to a company in Germany that settles the tax itself. */
export const WithReverseCharge: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await open(context);
    const canvas = within(context.canvasElement);
    const type = async (label: string | RegExp, text: string) => {
      await userEvent.clear(canvas.getByLabelText(label));
      await userEvent.type(canvas.getByLabelText(label), text);
    };
    await userEvent.click(canvas.getByRole('radio', { name: 'Business' }));
    await type('Company name', 'Example GmbH');
    await userEvent.selectOptions(canvas.getByLabelText('Country or region'), 'Germany');
    await type('Street address', 'Beispielstraße 1');
    await type('Postal code', '10115');
    await type('City', 'Berlin');
    await userEvent.click(canvas.getByRole('button', { name: 'Add a tax ID' }));
    await type('Tax ID', 'DE000000000');
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await expect(await canvas.findByText('Your billing details are saved.', undefined, SLOW)).toBeVisible();
    await expect(await canvas.findByText(/with reverse charge/, undefined, SLOW)).toBeVisible();
  },
};

/** The digits of a tax id do not add up: its field is named, and all that was typed is there. */
export const WrongTaxId: Story = {
  parameters: { portal: { scenario: 'vat', isOwn: true } },
  play: async (context) => {
    await open(context);
    const canvas = within(context.canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Add a tax ID' }));
    await userEvent.type(canvas.getByLabelText('Tax ID'), 'DE123456789');
    await userEvent.click(canvas.getByRole('button', { name: 'Save' }));
    await userEvent.click(await canvas.findByRole('link', { name: /^Check this number/ }, SLOW));
    await expect(canvas.getByLabelText('Tax ID')).toHaveFocus();
  },
};

/** One more country, and back: what fits stays, and the region is said to be cleared. */
export const AnotherCountry: Story = {
  parameters: { portal: { scenario: 'active', isOwn: true } },
  play: async (context) => {
    await open(context);
    const canvas = within(context.canvasElement);
    const country = canvas.getByLabelText('Country or region');
    await userEvent.selectOptions(country, 'Japan');
    await expect(await canvas.findByText(/^The state was cleared/)).toBeVisible();
    await userEvent.selectOptions(country, 'United States');
    await expect(await canvas.findByRole('combobox', { name: 'State' })).toHaveDisplayValue('New York');
  },
};

/** Cancel drops what was typed, and the focus is where it came from. */
export const Canceled: Story = {
  parameters: { portal: { scenario: 'vat' } },
  play: async (context) => {
    await open(context);
    const canvas = within(context.canvasElement);
    await userEvent.type(canvas.getByLabelText('Company name'), ' and more');
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }));
    await expect(canvas.getByRole('button', { name: 'Edit billing details' })).toHaveFocus();
    await expect(canvas.queryByText(/and more/)).toBeNull();
  },
};

/** Data is on its way. */
export const Loading: Story = { parameters: { portal: { scenario: 'vat', fault: 'pending' } } };

/** The server can not be reached. */
export const Failed: Story = { parameters: { portal: { scenario: 'vat', fault: 'error' } } };

/** There is no connection. */
export const Offline: Story = { parameters: { portal: { scenario: 'vat', fault: 'offline' } } };

/** The session ended. */
export const Expired: Story = { parameters: { portal: { scenario: 'vat', fault: 'expired' } } };

/** The session may not read billing details. */
export const Forbidden: Story = { parameters: { portal: { scenario: 'vat', fault: 'forbidden' } } };

/** A colleague who may look only. */
export const ReadOnly: Story = {
  parameters: { portal: { scenario: 'vat', capabilities: ['billing_details:read'] } },
};
