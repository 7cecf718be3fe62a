import type { Address } from '@billfold/contract';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { formFacts, makeAddress, makeBillingDetails } from '../../../test/billingDetailsStates.js';
import { BillingDetailsFormView } from './BillingDetailsFormView.js';

/** The form as it is in different countries: their fields, their order, their names. */
const meta = {
  title: 'Components/BillingDetailsForm/Countries',
  component: BillingDetailsFormView,
  args: { state: 'ready', details: null, isEditing: true, form: formFacts(), onEdit: () => {} },
} satisfies Meta<typeof BillingDetailsFormView>;
export default meta;

type Story = StoryObj<typeof meta>;

const empty = { line1: null, line2: null, city: null, region: null, postalCode: null };

/** One country, and a label that only its form has. */
const story = (
  label: string,
  address: Partial<Address> & { country: string },
  name = 'Example Ltd',
): Story => ({
  args: { details: makeBillingDetails({ name, address: makeAddress({ ...empty, ...address }), taxIds: [] }) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByLabelText(new RegExp(`^${label}`))).toBeVisible();
  },
});

export const Germany = story('Postal code', {
  country: 'DE',
  line1: 'Beispielstraße 1',
  city: 'Berlin',
  postalCode: '10115',
});
export const UnitedStates = story('ZIP code', {
  country: 'US',
  line1: '1 Example Street',
  city: 'Springfield',
  region: 'IL',
  postalCode: '62701',
});
export const UnitedKingdom = story('Town or city', {
  country: 'GB',
  line1: '1 Example Road',
  city: 'London',
  postalCode: 'SW1A 1AA',
});
export const Japan = story(
  'Prefecture',
  { country: 'JP', line1: '例示町1-1', city: '千代田区', region: '13', postalCode: '100-0001' },
  '例示株式会社',
);
export const Brazil = story('Neighborhood', {
  country: 'BR',
  line1: 'Rua Exemplo, 1',
  line2: 'Centro',
  city: 'São Paulo',
  region: 'SP',
  postalCode: '01310-100',
});
export const India = story('PIN code', {
  country: 'IN',
  line1: '1 Example Marg',
  city: 'Mumbai',
  region: 'MH',
  postalCode: '400 001',
});
export const Ireland = story('Eircode', {
  country: 'IE',
  line1: '1 Example Lane',
  line2: 'Exampletown',
  city: 'Naas',
  region: 'KE',
});
export const HongKong = story('Area', {
  country: 'HK',
  line1: '1 Example Road',
  city: 'Mong Kok',
  region: 'Kowloon',
});

/** Arabic text in a page that goes from right to left. */
export const UnitedArabEmirates: Story = {
  ...story('Emirate', { country: 'AE', line1: 'شارع المثال 1، الطابق 3', region: 'DU' }, 'شركة المثال ذ.م.م'),
  globals: { direction: 'rtl' },
};

/** A code of an unusual form is no fault. */
export const UnusualPostalCode: Story = {
  ...story('Postal code', { country: 'DE', line1: 'Beispielstraße 1', city: 'Berlin', postalCode: 'D-101' }),
};
