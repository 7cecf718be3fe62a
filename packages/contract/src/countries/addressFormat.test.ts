import { expect, test } from 'vitest';
import {
  addressFormat,
  cityLabels,
  countryCodes,
  line2Labels,
  postalCodeLabels,
  regionLabels,
  type AddressFormat,
} from './index.js';

/** ISO 3166-1 as of 2024, typed off the standard's list and not out of the generated table. */
const ISO = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
  KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
  MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
  SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
  UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/);

test('[C15] the countries are those of ISO 3166-1 and Kosovo', () => {
  const official = ISO.filter(Boolean);
  expect(official).toHaveLength(249);
  expect([...countryCodes].sort()).toEqual([...official, 'XK'].sort());
});

test.each(countryCodes)('[C16] %s has a format that a form can be drawn by', (country) => {
  const { rows, required, labels, postalCode } = addressFormat(country);
  const written = rows.flat();
  expect(new Set(written).size).toBe(written.length);
  expect(rows.every((row) => row.length > 0)).toBe(true);
  expect(written).toEqual(expect.arrayContaining(['line1', 'line2']));
  expect(required).toContain('line1');
  expect(required).not.toContain('line2');
  expect(written).toEqual(expect.arrayContaining([...required]));
  expect(line2Labels).toContain(labels.line2);
  expect(cityLabels).toContain(labels.city);
  expect(regionLabels).toContain(labels.region);
  expect(postalCodeLabels).toContain(labels.postalCode);
  if (postalCode) {
    expect(written).toContain('postalCode');
    expect(postalCode.example.replaceAll(/[ -]/g, '')).toMatch(new RegExp(`^(?:${postalCode.pattern})$`));
  }
  if (labels.line2 === 'line2') expect(written[written.indexOf('line1') + 1]).toBe('line2');
});

const nine: Record<string, AddressFormat> = {
  DE: {
    rows: [['line1'], ['line2'], ['postalCode', 'city']],
    required: ['line1', 'postalCode', 'city'],
    labels: { line2: 'line2', city: 'city', region: 'province', postalCode: 'postal' },
    postalCode: { pattern: '\\d{5}', example: '26133' },
    hasRegions: false,
  },
  US: {
    rows: [['line1'], ['line2'], ['city', 'region', 'postalCode']],
    required: ['line1', 'city', 'region', 'postalCode'],
    labels: { line2: 'line2', city: 'city', region: 'state', postalCode: 'zip' },
    postalCode: { pattern: '(\\d{5})(?:(\\d{4}))?', example: '95014' },
    hasRegions: true,
  },
  GB: {
    rows: [['line1'], ['line2'], ['city'], ['postalCode']],
    required: ['line1', 'city', 'postalCode'],
    labels: { line2: 'line2', city: 'post_town', region: 'province', postalCode: 'postal' },
    postalCode: { pattern: expect.stringMatching(/^GIR0AA\|/) as string, example: 'EC1Y 8SY' },
    hasRegions: false,
  },
  JP: {
    rows: [['line1'], ['line2'], ['city', 'region'], ['postalCode']],
    required: ['line1', 'region', 'postalCode'],
    labels: { line2: 'line2', city: 'city', region: 'prefecture', postalCode: 'postal' },
    postalCode: { pattern: '\\d{3}\\d{4}', example: '154-0023' },
    hasRegions: true,
  },
  BR: {
    rows: [['line1'], ['line2'], ['city', 'region'], ['postalCode']],
    required: ['line1', 'city', 'region', 'postalCode'],
    labels: { line2: 'neighborhood', city: 'city', region: 'state', postalCode: 'postal' },
    postalCode: { pattern: '\\d{5}\\d{3}', example: '40301-110' },
    hasRegions: true,
  },
  IN: {
    rows: [['line1'], ['line2'], ['city', 'postalCode'], ['region']],
    required: ['line1', 'city', 'postalCode', 'region'],
    labels: { line2: 'line2', city: 'city', region: 'state', postalCode: 'pin' },
    postalCode: { pattern: '\\d{6}', example: '110034' },
    hasRegions: true,
  },
  IE: {
    rows: [['line1'], ['line2'], ['city'], ['region'], ['postalCode']],
    required: ['line1', 'city'],
    labels: { line2: 'townland', city: 'city', region: 'county', postalCode: 'eircode' },
    postalCode: { pattern: '[\\dA-Z]{3}[\\dA-Z]{4}', example: 'A65 F4E2' },
    hasRegions: true,
  },
  HK: {
    rows: [['line1'], ['line2'], ['city'], ['region']],
    required: ['line1', 'region'],
    labels: { line2: 'line2', city: 'district', region: 'area', postalCode: 'postal' },
    postalCode: null,
    hasRegions: true,
  },
  AE: {
    rows: [['line1'], ['line2'], ['region']],
    required: ['line1', 'region'],
    labels: { line2: 'line2', city: 'city', region: 'emirate', postalCode: 'postal' },
    postalCode: null,
    hasRegions: true,
  },
};

test.each(Object.keys(nine))('[C17] %s asks for what it writes', (country) => {
  expect(addressFormat(country)).toEqual(nine[country]);
});

test('[C18] the second line is the part of the city that a country writes, and stands where it writes it', () => {
  const ofIran = addressFormat('IR');
  expect(ofIran.rows).toEqual([['region'], ['city', 'line2'], ['line1'], ['postalCode']]);
  expect(ofIran.labels.line2).toBe('neighborhood');
  expect(addressFormat('TH').rows.slice(0, 2)).toEqual([['line1'], ['line2', 'city']]);
  expect(['KR', 'MY', 'NZ', 'FR'].map((country) => addressFormat(country).labels.line2)).toEqual([
    'district',
    'village',
    'suburb',
    'line2',
  ]);
});

test('[C18] a street has its rows to itself, also where it is printed beside the city', () => {
  expect(addressFormat('GN').rows).toEqual([['postalCode'], ['line1'], ['line2'], ['city']]);
});

test('[C19] a country that nobody knows is asked for everything and required to give a line', () => {
  for (const country of ['ZZ', '', 'de', 'toString', '__proto__'])
    expect(addressFormat(country)).toEqual({
      rows: [['line1'], ['line2'], ['city'], ['region'], ['postalCode']],
      required: ['line1'],
      labels: { line2: 'line2', city: 'city', region: 'province', postalCode: 'postal' },
      postalCode: null,
      hasRegions: false,
    });
});

test('[C16] the same country has the same object', () => {
  expect(addressFormat('FR')).toBe(addressFormat('FR'));
});
