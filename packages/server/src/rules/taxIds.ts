import type { TaxId, TaxIdEntry } from '@billfold/contract';
import { taxIdExample } from '@billfold/contract/countries';
import { BillfoldError } from '../errors.js';
import { euVatChecks, taxIdChecks } from './taxIdChecks.js';

/**
 * A number as it is compared: without what people put between its parts, in upper case. What belongs to numbers somewhere
 * stays: `&` and `Ñ` in Mexico, `+` and `*` in Ireland.
 */
export function compactTaxId(value: string): string {
  return value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}&+*]/gu, '');
}

/**
 * Checks the form of a tax id and its check digit, where it has one. The published test numbers pass: those whose digits
 * are all the same.
 *
 * @returns the number in the form that its country writes it.
 * @throws BillfoldError `tax_id_invalid`, naming `value`, with what is expected and an example.
 */
export async function checkTaxId(entry: TaxIdEntry): Promise<TaxIdEntry> {
  const checked = await check(entry);
  if ('value' in checked) return { type: entry.type, value: checked.value };
  throw new BillfoldError('tax_id_invalid', { fields: [{ path: 'value', message: checked.fault }] });
}

/**
 * What the register of a sandbox says of a number: what a test number asks for; of others whether their form is right.
 * Null where the form can not be checked: then nobody is asked.
 */
export async function verdictOn(entry: TaxIdEntry): Promise<TaxId['verification'] | null> {
  const digit = testDigitOf(compactTaxId(entry.value));
  if (digit) return testVerdicts[digit];
  if (entry.type !== 'eu_vat' && !taxIdChecks[entry.type]) return null;
  return 'value' in (await check(entry)) ? 'verified' : 'unverified';
}

/** What numbers of one digit stand for, as in Stripe's test mode and, with nines, in ours. */
const testVerdicts = { '0': 'verified', '1': 'unverified', '2': 'pending', '9': 'unavailable' } as const;

/** The digit that a test number consists of; a country and a few letters more may stand with it. */
function testDigitOf(compact: string): keyof typeof testVerdicts | null {
  const digits = compact.replace(/\D/g, '');
  const isTest = /^(0{6,15}|1{6,15}|2{6,15}|9{6,15})$/.test(digits) && /^[A-Z0-9]+$/.test(compact);
  return isTest && compact.length - digits.length <= 8 ? (digits[0] as keyof typeof testVerdicts) : null;
}

type Checked = { value: string } | { fault: string };

async function check({ type, value }: TaxIdEntry): Promise<Checked> {
  const compact = compactTaxId(value);
  if (type === 'eu_vat') return checkEuVat(compact.replace(/^GR/, 'EL'));
  if (testDigitOf(compact)) return { value: compact };
  const example = taxIdExample(type);
  const rule = taxIdChecks[type];
  if (!rule) return checkPlainly(value, example);
  // Many write the letters of their country before a number that has none.
  const bare = compact.startsWith(type.slice(0, 2).toUpperCase()) ? [compact.slice(2)] : [];
  const result = await validate(rule.by, [compact, ...bare]);
  if (!result.isValid) return { fault: `${result.fault}; it is written like ${example}` };
  return { value: (rule.prefix ?? '') + (rule.plain ? result.compact : result.formatted) };
}

async function checkEuVat(compact: string): Promise<Checked> {
  const country = euVatChecks[compact.slice(0, 2)];
  if (testDigitOf(compact) && (country || /^\d+$/.test(compact))) return { value: compact };
  if (!country) {
    return { fault: `must begin with the two letters of its country, such as ${euVatChecks['DE']!.example}` };
  }
  const result = await validate([country.by], [compact.slice(2)]);
  return result.isValid
    ? { value: compact.slice(0, 2) + result.compact }
    : { fault: `${result.fault}, such as ${country.example}` };
}

/** What can be said of a number whose kind has no rules here: that it is one, of letters and digits. */
function checkPlainly(value: string, example: string): Checked {
  const written = value.normalize('NFKC').toUpperCase().replace(/\s+/g, ' ').trim();
  const isNumber = /^[A-Z0-9][A-Z0-9 .,/()_-]*$/.test(written) && /\d{3}/.test(compactTaxId(written));
  return isNumber && /^.{4,24}$/.test(compactTaxId(written))
    ? { value: written }
    : { fault: `must be a number of 4 to 24 digits and letters, such as ${example}` };
}

/**
 * Asks validators until one of them knows the number in one of its spellings. They are read when the first number is
 * checked: all of them together are large.
 */
async function validate(
  names: readonly string[],
  spellings: readonly string[],
): Promise<{ isValid: true; compact: string; formatted: string } | { isValid: false; fault: string }> {
  const { stdnum: countries } = await import('stdnum');
  let hasWrongDigit = false;
  for (const name of names) {
    const [country = '', kind = ''] = name.split('.');
    const validator = countries[country]?.[kind];
    if (!validator) throw new Error(`stdnum knows no ${name}.`);
    for (const spelling of spellings) {
      const result = validator.validate(spelling);
      if (result.isValid) {
        const { compact } = result;
        return { isValid: true, compact, formatted: validator.format(compact).trim() };
      }
      hasWrongDigit ||= result.error.name === 'InvalidChecksum';
    }
  }
  const fault = hasWrongDigit ? 'must have the right check digit' : 'must be a number of this kind';
  return { isValid: false, fault };
}
