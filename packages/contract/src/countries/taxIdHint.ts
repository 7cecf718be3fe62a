import type { TaxIdType } from '../billing-details.js';
import { euVat } from './euVat.js';
import { taxIdExample } from './taxIdExample.js';

/**
 * Patterns of kinds that come in more than one shape, of the text without spaces and punctuation. The others look
 * like their example: as many characters, with digits and letters in the same places.
 */
const patterns: Partial<Record<TaxIdType, string>> = {
  ao_tin: '[A-Z\\d]{10,14}',
  au_wpn: '\\d{8,11}',
  ba_tin: '\\d{12,13}',
  bg_uic: '\\d{9}(?:\\d|\\d{4})?',
  bo_tin: '\\d{6,12}',
  // From July 2026 on, letters may stand among the first twelve.
  br_cnpj: '[A-Z\\d]{12}\\d{2}',
  bw_vat: '[A-Z]{0,2}\\d{7,13}',
  ca_gst_hst: '\\d{9}RT\\d{4}',
  ca_pst_bc: '(?:PST)?\\d{8}',
  ca_qst: '\\d{10}TQ\\d{4}',
  ch_uid: 'CHE\\d{9}(?:HR|RC)?',
  ch_vat: 'CHE\\d{9}(?:MWST|TVA|IVA)?',
  cl_tin: '\\d{7,8}[\\dK]',
  cn_tin: '[A-Z\\d]{15,20}',
  co_nit: '\\d{9,10}',
  cr_tin: '\\d{9,12}',
  cz_dic: 'CZ\\d{8,10}',
  de_stn: '\\d{10,13}',
  do_rcn: '\\d{9}(?:\\d{2})?',
  es_cif: '[A-Z\\d]\\d{7}[A-Z\\d]',
  eu_oss_vat: '(?:EU|IM)\\d{9,10}',
  eu_vat: Object.entries(euVat)
    .map(([prefix, { pattern }]) => `${prefix}(?:${pattern})`)
    .join('|'),
  fo_vat: '(?:FO)?\\d{6}',
  gb_vat: '(?:GB)?(?:\\d{9}|\\d{12}|(?:GD|HA)\\d{3})',
  ge_vat: '\\d{9}(?:\\d{2})?',
  gh_tin: '[A-Z\\d]{11,15}',
  gi_tin: '[A-Z\\d]{4,12}',
  hk_br: '\\d{8}[A-Z\\d]{0,10}',
  ic_nif: '[A-Z\\d]\\d{7}[A-Z\\d]',
  id_npwp: '\\d{15,16}|\\d{22}',
  in_gst: '\\d{2}[A-Z]{5}\\d{4}[A-Z][A-Z\\d]Z[A-Z\\d]',
  is_vat: '\\d{5,6}',
  it_cf: '[A-Z]{6}[A-Z\\d]{10}|\\d{11}',
  jp_trn: 'T\\d{13}',
  kh_tin: '[A-Z\\d]\\d{12}',
  la_tin: '\\d{9}(?:\\d{3})?',
  li_uid: 'CHE\\d{9}',
  lk_vat: '\\d{9}(?:\\d{4})?',
  mk_vat: '(?:MK)?\\d{13}',
  mu_vat: '[A-Z]{0,3}\\d{8}',
  mx_rfc: '[A-ZÑ&]{3,4}\\d{6}[A-Z\\d]{3}',
  my_itn: '[A-Z]{1,2}\\d{8,11}',
  ng_tin: '\\d{8,13}',
  no_vat: '(?:NO)?\\d{9}(?:MVA)?',
  nz_gst: '\\d{8,9}',
  om_vat: '(?:OM)?\\d{10}',
  ph_tin: '\\d{9,14}',
  pl_nip: '(?:PL)?\\d{10}',
  py_ruc: '\\d{6,9}',
  ro_tin: '(?:RO)?\\d{2,13}',
  ru_inn: '\\d{10}(?:\\d{2})?',
  ru_kpp: '\\d{4}[A-Z\\d]{2}\\d{3}',
  sg_gst: '[A-Z\\d]{9,10}',
  sg_uen: '[A-Z\\d]{9,10}',
  sm_coe: '(?:SM)?\\d{2,5}',
  sn_ninea: '[A-Z\\d]{7,12}',
  tr_tin: '\\d{10,11}',
  tt_vat: '[A-Z\\d]{5,10}',
  tz_vat: '\\d{8,9}[A-Z]?',
  ua_vat: '\\d{9,12}',
  unknown: '.+',
  vn_tin: '\\d{10}(?:\\d{3})?',
};

/**
 * Whether a text looks like a tax id of its kind, for a hint beside the field and nothing else: digits are not
 * added up here, shapes change, and the portal and its provider say what counts.
 */
export function taxIdHint(type: TaxIdType, value: string): 'likely' | 'unlikely' {
  const pattern = patterns[type] ?? shapeOf(compact(taxIdExample(type)));
  return new RegExp(`^(?:${pattern})$`).test(compact(value)) ? 'likely' : 'unlikely';
}

const compact = (text: string) =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}./\\,:_'()]/gu, '');

const shapeOf = (example: string) => example.replaceAll(/[A-Z]/g, '[A-Z]').replaceAll(/\d/g, '\\d');
