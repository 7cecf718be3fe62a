import type { TaxIdType } from '@billfold/contract';
import { findCardNumbers } from '../http/cardNumbers.js';

/**
 * Customers whose numbers are long and are not cards': tax ids that are right for their types, telephone numbers of many
 * countries, order numbers as business programs make them. What can be counted up is, so that every last digit comes up.
 */
export function harmlessBodies(): object[] {
  return [
    ...taxIds().map((taxId) => ({ name: 'Example', taxIds: [taxId] })),
    ...phones.map((phone) => ({ name: 'Example', phone })),
    ...orderNumbers().map((purchaseOrder) => ({ name: 'Example', purchaseOrder })),
    ...references().map((reference) => ({ name: 'Example', reference })),
  ];
}

const times = <Value>(count: number, make: (at: number) => Value) =>
  Array.from({ length: count }, (_, at) => make(at));

/** A digit that makes the weighted sum a multiple of 11, as Brazil counts. */
function ofEleven(digits: string, weights: readonly number[]): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return String(sum % 11 < 2 ? 0 : 11 - (sum % 11));
}

function cnpj(base: string): string {
  const first = base + ofEleven(base, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
  return first + ofEleven(first, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
}

/** The last digit after Luhn, which France writes behind the number of a business and again behind that of a place of it. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const weighed = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

const siret = (base: string, place: string) => withCheckDigit(withCheckDigit(base) + place);

function corporateNumber(base: string): string {
  const sum = [...base]
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 2), 0);
  return `${9 - (sum % 9)}${base}`;
}

/** Some of many numbers: those that look like cards first, which are what is to be told apart. */
function some(count: number, make: (at: number) => string): string[] {
  const many = times(2_000, make);
  const alike = many.filter((value) => findCardNumbers(value).length > 0);
  return [...alike.slice(0, count / 2), ...many.slice(0, count / 2)];
}

function taxIds(): { type: TaxIdType; value: string }[] {
  const japanese = some(20, (at) => corporateNumber(`${401_040_108_923 + at * 7}`));
  const made: [TaxIdType, string[]][] = [
    ['br_cnpj', some(30, (at) => cnpj(`${36_000_000 + at * 1_379}0001`))],
    ['fr_siret', some(30, (at) => siret(`${38_012_986 + at}`, '0001'))],
    ['jp_cn', japanese],
    ['jp_trn', japanese.map((value) => `T${value}`)],
  ];
  return [...made.flatMap(([type, values]) => values.map((value) => ({ type, value }))), ...plainTaxIds()];
}

function plainTaxIds(): { type: TaxIdType; value: string }[] {
  const union = [
    'ATU12345675',
    'BE0123456749',
    'BG123456786',
    'CY10123450A',
    'CZ12345679',
    'DE123456788',
    'DK12345674',
    'EE101234568',
    'EL123456783',
    'ESB12345674',
    'FI12345671',
    'FR11123456782',
    'HR12345678903',
    'HU12345676',
    'IE1234567FA',
    'IT12345670124',
    'LT123456715',
    'LU12345613',
    'LV40123456783',
    'MT12345634',
    'NL000123456B01',
    'PL1234563218',
    'PT501234560',
    'RO12345674',
    'SE556123456701',
    'SI12345679',
    'SK2012345610',
  ].map((value) => ({ type: 'eu_vat' as const, value }));
  const others: [TaxIdType, string][] = [
    ['us_ein', '12-3456789'],
    ['au_abn', '51 824 753 556'],
    ['in_gst', '27AAPFU0939F1ZV'],
    ['in_gst', '29AAGCB7383J1Z4'],
    ['gb_vat', 'GB 980 7806 84'],
    ['ch_vat', 'CHE-107.787.577 IVA'],
    ['ae_trn', '100354555000003'],
    ['sa_vat', '310122393500003'],
    ['bh_vat', '200000898300002'],
    ['no_vat', 'NO 995 525 828 MVA'],
    ['ca_bn', '12302 6635 RC 0001'],
    ['mx_rfc', 'GODE561231GR8'],
    ['ec_ruc', '1792060346001'],
    ['th_vat', '0105536112014'],
  ];
  return [...union, ...others.map(([type, value]) => ({ type, value }))];
}

/** As long as they come, with their countries. */
const phones = [
  '+49 30 123456',
  '+49 1522 3433333',
  '+49 (0)1522 3433333',
  '+49 2241 12345678',
  '+43 1 5125 4400000',
  '+43 664 123456789',
  '+44 20 7946 0958',
  '+44 7911 123456',
  '+1 (202) 555-0123',
  '+1 416-555-0123',
  '+33 1 23 45 67 89',
  '+353 1 234 5678',
  '+39 06 1234 5678',
  '+34 912 345 678',
  '+351 21 123 4567',
  '+31 20 123 4567',
  '+32 2 123 45 67',
  '+41 44 123 45 67',
  '+45 32 12 34 56',
  '+46 8 123 456 78',
  '+47 21 23 45 67',
  '+358 9 1234 5678',
  '+48 22 123 45 67',
  '+420 212 345 678',
  '+36 1 234 5678',
  '+40 21 123 4567',
  '+30 21 2345 6789',
  '+90 212 123 45 67',
  '+972 3 123 4567',
  '+971 4 123 4567',
  '+966 11 123 4567',
  '+91 98765 43210',
  '+81 3-1234-5678',
  '+82 2-1234-5678',
  '+86 138 0013 8000',
  '+852 2123 4567',
  '+65 6123 4567',
  '+62 812-3456-78901',
  '+61 2 1234 5678',
  '+64 9 123 4567',
  '+55 11 91234-5678',
  '+54 9 11 1234-5678',
  '+52 55 1234 5678',
  '+56 2 2123 4567',
  '+57 601 1234567',
  '+27 11 123 4567',
  '+234 803 123 4567',
  '+254 20 123 4567',
  '+20 2 12345678',
  '+380 44 123 4567',
  '030 123456-0',
  '0049 30 1234567 89',
  '001 202 555 0123',
];

function orderNumbers(): string[] {
  return [
    ...times(20, (at) => `PO-2026-${String(123 + at * 7).padStart(6, '0')}`),
    ...times(20, (at) => `20261120${String(10_001 + at * 13).padStart(8, '0')}`),
    ...times(20, (at) => `${4_500_012_345 + at}/000010`),
    ...times(10, (at) => `${4_500_012_345 + at}-001`),
    ...times(10, (at) => `10000000${String(at * 11).padStart(8, '0')}`),
    '23.01.2026 - 30.01.2026',
    'GLN 4012345000009',
    'EAN 4006381333931',
    'DE89 3704 0044 0532 0130 00',
    'RF18 5390 0754 7034',
    '4711 / 4712 / 4713',
  ];
}

function references(): string[] {
  return [
    ...times(10, () => crypto.randomUUID()),
    // Digits of a card behind `0.`, as a random number has them by chance.
    ...['4242424242424242', '4000056655665556', '378282246310005'].map((digits) => `ref_7_0.${digits}`),
  ];
}
