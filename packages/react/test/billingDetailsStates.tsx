import { customerUpdates, type Address, type BillingDetails, type TaxId } from '@billfold/contract';
import { countryCodes } from '@billfold/contract/countries';
import { BillingDetailsFields } from '../src/components/BillingDetailsForm/BillingDetailsFields.js';
import { BillingDetailsStage } from '../src/components/BillingDetailsForm/BillingDetailsStage.js';
import type {
  BillingDetailsFormFacts,
  BillingDetailsFormViewProps,
} from '../src/components/BillingDetailsForm/index.js';
import { sortedCountries } from '../src/format/countryName.js';
import { sectionStates } from '../src/primitives/sectionState.js';
import type { Conformance, HostProps } from './describeComponent.js';

const nothing = () => {};
const problem = { code: 'internal', requestId: 'req_1' };

export const makeAddress = (differs: Partial<Address> = {}): Address => ({
  country: 'DE',
  line1: 'Beispielstraße 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
  ...differs,
});

export const makeTaxId = (differs: Partial<TaxId> = {}): TaxId => ({
  id: 'txi_1',
  type: 'eu_vat',
  value: 'DE123456788',
  verification: 'verified',
  createdAt: '2026-11-20T12:00:00.000Z',
  ...differs,
});

/** A company in Berlin; say what differs. */
export const makeBillingDetails = (differs: Partial<BillingDetails> = {}): BillingDetails => ({
  kind: 'business',
  name: 'Example GmbH',
  email: 'jordan@example.com',
  invoiceEmails: [],
  phone: null,
  address: makeAddress(),
  purchaseOrder: null,
  taxIds: [makeTaxId()],
  ...differs,
});

/** Nobody has entered anything yet. */
export const blankDetails = makeBillingDetails({ name: null, address: null, taxIds: [] });

/** A form in which all can be changed, and nothing is under way. */
export const formFacts = (differs: Partial<BillingDetailsFormFacts> = {}): BillingDetailsFormFacts => ({
  allowedUpdates: customerUpdates,
  isSaving: false,
  isOnline: true,
  problem: null,
  savedTaxIds: [],
  onSave: nothing,
  onCancel: nothing,
  ...differs,
});

/** The billing details of a company in Berlin, as the view draws them once its form has been fetched. */
export const billingDetailsFormView = ({
  form,
  ...props
}: Partial<Omit<BillingDetailsFormViewProps, 'form'>> & {
  form?: Partial<BillingDetailsFormFacts>;
} & HostProps = {}) => (
  <BillingDetailsStage
    Fields={BillingDetailsFields}
    state="ready"
    details={makeBillingDetails()}
    isEditing={false}
    form={formFacts(form)}
    onEdit={nothing}
    onRetry={nothing}
    onSignIn={nothing}
    {...(props as object)}
  />
);

/** States in which the form is open, so that its texts are looked at too. */
const open: readonly string[] = ['ready', 'refreshing', 'offline'];

export const billingDetailsComponents: Record<string, Conformance> = {
  BillingDetailsForm: {
    className: 'bf-BillingDetailsForm',
    states: Object.fromEntries(
      sectionStates.map((state) => [
        state,
        (props: HostProps) =>
          billingDetailsFormView({
            ...props,
            state,
            isEditing: open.includes(state),
            loadProblem: problem,
            outcome: state === 'expired' ? 'saved' : null,
            details: state === 'loading' ? null : state === 'empty' ? blankDetails : everything,
            form: {
              isOnline: state !== 'offline',
              isSaving: state === 'refreshing',
              ...(state === 'offline' && {
                allowedUpdates: [],
                problem: { ...problem, fields: [], isPartlySaved: false },
              }),
            },
          }),
      ]),
    ),
    // Longer names first: some begin with another.
    data: [
      ...sortedCountries(countryCodes, 'en').map(({ name }) => name),
      'Example GmbH',
      'Beispielstraße 1',
      '10115 Berlin',
      'DE123456788',
      'BR 1',
      'jordan@example.com',
      'invoices@example.com',
      '+49 30 123456',
      'PO-1',
    ].sort((a, b) => b.length - a.length),
  },
};

const everything = makeBillingDetails({
  invoiceEmails: ['invoices@example.com'],
  phone: '+49 30 123456',
  purchaseOrder: 'PO-1',
  taxIds: [
    makeTaxId(),
    makeTaxId({ id: 'txi_2', type: 'br_cnpj', value: 'BR 1', verification: 'unverified' }),
    makeTaxId({ id: 'txi_3', type: 'unknown', value: 'BR 1', verification: 'unavailable' }),
    makeTaxId({ id: 'txi_4', type: 'us_ein', value: 'BR 1', verification: 'pending' }),
  ],
});
