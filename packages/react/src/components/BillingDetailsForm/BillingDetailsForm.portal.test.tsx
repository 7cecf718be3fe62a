import type { BillingDetails, PortalFeaturesInput } from '@billfold/contract';
import { act, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import {
  errorAnswer,
  openPortal,
  renderWithPortal,
  SLOW,
  type PortalPage,
} from '../../../test/renderWithPortal.js';
import { BillingDetailsForm } from './BillingDetailsForm.js';

let page: PortalPage;

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole('button', { name }));
const field = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement | HTMLSelectElement>(name);
const choose = (name: string | RegExp, option: string) => userEvent.selectOptions(field(name), option);

async function type(name: string | RegExp, text: string) {
  await userEvent.clear(field(name));
  if (text) await userEvent.type(field(name), text);
}

/** The open form of a customer of the real portal. */
async function openForm(features: PortalFeaturesInput = {}) {
  page = await openPortal('active', features);
  const rendered = renderWithPortal(page, <BillingDetailsForm />, { locale: 'en-US' });
  await press(/^(Edit|Add) billing details$/);
  await screen.findByRole('button', { name: 'Save' });
  // The control that opened it is gone.
  expect(screen.getByRole('heading', { name: 'Billing details' })).toHaveFocus();
  if (!features.customerUpdate) await userEvent.click(screen.getByRole('radio', { name: 'Business' }));
  return rendered;
}

/** What the portal has on file. */
async function onFile(): Promise<BillingDetails> {
  const { token } = await page.portal.createToken(page.customer);
  const answer = await page.portal.fetch('/portal/v1/billing-details', {
    headers: { Authorization: `Bearer ${token}`, Origin: 'https://app.test', 'Sec-Fetch-Site': 'cross-site' },
  });
  return (await answer.json()) as BillingDetails;
}

const writes = () => page.requests.filter((request) => !request.startsWith('GET'));
const saved = () => screen.findByText('Your billing details are saved.');

test(
  '[U201, U219] what is on file is read, changed in a form, saved by one press, and the focus is on what came of it',
  async () => {
    await openForm();
    await type('Company name', 'Example Rockets');
    await userEvent.type(field(/^Purchase order/), 'PO-7');
    await press('Save');
    expect((await saved()).parentElement).toHaveFocus();
    expect(screen.getByText('Example Rockets')).toBeVisible();
    expect(screen.getByText('PO-7')).toBeVisible();
    expect(writes()).toEqual(['PATCH /portal/v1/billing-details']);
    expect(await onFile()).toMatchObject({ name: 'Example Rockets', purchaseOrder: 'PO-7' });
  },
  SLOW,
);

/** What a customer enters in a country, and what is on file then. */
interface Entered {
  name: string;
  fields: Record<string, string>;
  region?: Record<string, string>;
  address: BillingDetails['address'];
}

const countries: Record<string, Entered> = {
  DE: {
    name: 'Germany',
    fields: { 'Street address': 'Beispielstraße 1', 'Postal code': '10115', City: 'Berlin' },
    address: {
      country: 'DE',
      line1: 'Beispielstraße 1',
      line2: null,
      city: 'Berlin',
      region: null,
      postalCode: '10115',
    },
  },
  US: {
    name: 'United States',
    fields: {
      'Street address': '1 Example Street',
      City: 'Springfield',
      'ZIP code': '62701',
    },
    region: { State: 'Illinois' },
    address: {
      country: 'US',
      line1: '1 Example Street',
      line2: null,
      city: 'Springfield',
      region: 'IL',
      postalCode: '62701',
    },
  },
  GB: {
    name: 'United Kingdom',
    fields: { 'Street address': '1 Example Road', 'Town or city': 'London', 'Postal code': 'sw1a1aa' },
    address: {
      country: 'GB',
      line1: '1 Example Road',
      line2: null,
      city: 'London',
      region: null,
      postalCode: 'sw1a1aa',
    },
  },
  JP: {
    name: 'Japan',
    fields: {
      'Street address': '例示町1-1',
      City: '千代田区',
      'Postal code': '100-0001',
    },
    region: { Prefecture: 'Tokyo – 東京都' },
    address: {
      country: 'JP',
      line1: '例示町1-1',
      line2: null,
      city: '千代田区',
      region: '13',
      postalCode: '100-0001',
    },
  },
  BR: {
    name: 'Brazil',
    fields: {
      'Street address': 'Rua Exemplo, 1',
      Neighborhood: 'Centro',
      City: 'São Paulo',
      'Postal code': '01310-100',
    },
    region: { State: 'São Paulo' },
    address: {
      country: 'BR',
      line1: 'Rua Exemplo, 1',
      line2: 'Centro',
      city: 'São Paulo',
      region: 'SP',
      postalCode: '01310-100',
    },
  },
  IN: {
    name: 'India',
    fields: {
      'Street address': '1 Example Marg',
      City: 'Mumbai',
      'PIN code': '400 001',
    },
    region: { State: 'Maharashtra' },
    address: {
      country: 'IN',
      line1: '1 Example Marg',
      line2: null,
      city: 'Mumbai',
      region: 'MH',
      postalCode: '400 001',
    },
  },
  IE: {
    name: 'Ireland',
    fields: {
      'Street address': '1 Example Lane',
      Townland: 'Exampletown',
      City: 'Naas',
      Eircode: '',
    },
    region: { County: 'Co. Kildare' },
    address: {
      country: 'IE',
      line1: '1 Example Lane',
      line2: 'Exampletown',
      city: 'Naas',
      region: 'KE',
      postalCode: null,
    },
  },
  HK: {
    name: 'Hong Kong SAR China',
    fields: { 'Street address': '1 Example Road', District: 'Mong Kok' },
    region: { Area: 'Kowloon – 九龍' },
    address: {
      country: 'HK',
      line1: '1 Example Road',
      line2: null,
      city: 'Mong Kok',
      region: 'Kowloon',
      postalCode: null,
    },
  },
  AE: {
    name: 'United Arab Emirates',
    fields: { 'Street address': 'شارع المثال 1' },
    region: { Emirate: 'Dubai – دبي' },
    address: {
      country: 'AE',
      line1: 'شارع المثال 1',
      line2: null,
      city: null,
      region: 'DU',
      postalCode: null,
    },
  },
};

describe.each(Object.entries(countries))('%s', (_code, { name, fields, region, address }) => {
  test(
    '[U205, U206] its address is entered in its own fields and saved by the real portal',
    async () => {
      await openForm();
      await choose('Country or region', name);
      for (const [label, text] of Object.entries(fields)) await type(named(label), text);
      for (const [label, option] of Object.entries(region ?? {})) {
        await waitFor(() => expect(field(named(label)).tagName).toBe('SELECT'));
        await choose(named(label), option);
      }
      await press('Save');
      await saved();
      expect((await onFile()).address).toEqual(address);
    },
    SLOW,
  );
});

/** A field may say that it can stay empty. */
const named = (label: string) => new RegExp(`^${label}( \\(optional\\))?$`);

test(
  '[U211, U212] tax ids: added with their type, refused with their place, looked up, and removed, all by Save',
  async () => {
    await openForm();
    await choose('Country or region', 'Germany');
    await type('Street address', 'Beispielstraße 1');
    await type('Postal code', '10115');
    await type('City', 'Berlin');
    await press('Add a tax ID');
    expect(field('Tax ID')).toHaveFocus();
    expect(field('Type of tax ID')).toHaveDisplayValue('VAT number (European Union)');
    await type('Tax ID', 'DE123456789');
    await press('Save');

    // The address is in force; the number has a wrong check digit.
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Some of it was saved. This was not:');
    expect(alert.parentElement).toHaveFocus();
    await userEvent.click(within(alert).getByRole('link'));
    expect(field('Tax ID')).toHaveFocus();
    expect(field('Tax ID')).toHaveValue('DE123456789');
    expect(field('Tax ID')).toHaveAccessibleDescription(/it is no VAT number/);

    // Whatever else happens on the page, it is told once.
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event('offline')));
    expect(await screen.findByText(/^You are offline\. What you typed/)).toBeVisible();
    online.mockRestore();
    act(() => void window.dispatchEvent(new Event('online')));
    expect(field('Tax ID')).toHaveFocus();

    await type('Tax ID', 'DE 000 000 000');
    await press('Save');
    await saved();
    expect(screen.getByText(/Being checked|Verified/)).toBeVisible();
    expect((await onFile()).taxIds).toMatchObject([{ type: 'eu_vat', value: 'DE000000000' }]);
    expect(writes().filter((request) => request.startsWith('PATCH'))).toHaveLength(1);

    await press('Edit billing details');
    await press(/^Remove VAT number/);
    expect((await onFile()).taxIds).toHaveLength(1);
    await press('Save');
    await saved();
    expect((await onFile()).taxIds).toEqual([]);
  },
  SLOW,
);

test(
  '[U213] what was saved says what the next invoice is going to be, where that has changed',
  async () => {
    await openForm();
    await choose('Country or region', 'Germany');
    await type('Street address', 'Beispielstraße 1');
    await type('Postal code', '10115');
    await type('City', 'Berlin');
    await press('Add a tax ID');
    await type('Tax ID', 'DE000000000');
    await press('Save');
    expect(await screen.findByText(/^Your next invoice: .* with reverse charge/)).toHaveTextContent('$60.00');
  },
  SLOW,
);

test.each([
  ['unauthorized', 'Your session ended.'],
  ['conflict', 'This page is out of date.'],
  ['rate_limited', 'That was too often.'],
  ['provider_unavailable', 'Billing is not available right now.'],
] as const)(
  '[U220] after %s everything that was typed is still there, and can be saved when it is over',
  async (code, sentence) => {
    await openForm();
    await type('Company name', 'Typed once');
    await press('Add an invoice email');
    await userEvent.type(field('Invoice email 1'), 'invoices@example.com');
    page.fault = () => errorAnswer(code);
    await press('Save');
    const alert = await screen.findByText(new RegExp(sentence), { selector: '.bf-FormProblems p' });
    expect(alert).toBeVisible();
    expect(field('Company name')).toHaveValue('Typed once');
    expect(field('Invoice email 1')).toHaveValue('invoices@example.com');
    page.fault = () => null;
    await press('Save');
    await saved();
    expect(await onFile()).toMatchObject({ name: 'Typed once', invoiceEmails: ['invoices@example.com'] });
  },
  SLOW,
);

test(
  '[U220] after the network failed nobody claims that nothing was saved; the same press is the same intent',
  async () => {
    await openForm();
    await type('Company name', 'Typed once');
    page.fault = (path) => {
      if (path.endsWith('billing-details')) throw new TypeError('Failed to fetch');
      return null;
    };
    await press('Save');
    expect(await screen.findByText('We do not know whether this arrived.')).toBeVisible();
    page.fault = () => null;
    await press('Save');
    await saved();
    expect((await onFile()).name).toBe('Typed once');
  },
  SLOW,
);

test(
  '[U228] nothing that was typed is shown to somebody else who signs in, or sent for them',
  async () => {
    await openForm();
    await type('Company name', 'Typed by the first');
    page.customer = (await page.portal.createScenario('vat')).id;
    let isOver = false;
    page.fault = () => {
      if (isOver) return null;
      isOver = true;
      return errorAnswer('unauthorized');
    };
    await press('Save');
    expect(await screen.findByRole('button', { name: 'Edit billing details' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByText(/Typed by the first/)).toBeNull();
    await press('Edit billing details');
    expect(await screen.findByLabelText('Company name')).not.toHaveValue('Typed by the first');
    expect((await onFile()).name).not.toBe('Typed by the first');
  },
  SLOW,
);

test(
  '[U215] only what the portal allows is a field; the rest is read',
  async () => {
    await openForm({ customerUpdate: { allowedUpdates: ['address'] } });
    expect(screen.queryByLabelText('Company name')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Add a tax ID' })).toBeNull();
    expect(screen.queryByLabelText(/^Phone/)).toBeNull();
    expect(screen.getAllByText('Can’t be changed here.').length).toBeGreaterThanOrEqual(4);
    await type('Street address', 'Elsewhere 2');
    await press('Save');
    await saved();
    expect((await onFile()).address?.line1).toBe('Elsewhere 2');
  },
  SLOW,
);

test(
  '[U216] who may only read has no button; where it is switched off there is nothing',
  async () => {
    page = await openPortal('active');
    page.token = { capabilities: ['billing_details:read'] };
    const { container, unmount } = renderWithPortal(page, <BillingDetailsForm />);
    expect(await screen.findByText('These details can’t be changed here.')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
    unmount();
    await page.portal.configure({ customerUpdate: { enabled: false } });
    renderWithPortal(page, <BillingDetailsForm />);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
  },
  SLOW,
);
