import type { TaxIdType } from '@billfold/contract';

/** How numbers of a kind are checked and written down. */
interface TaxIdCheck {
  /** The validators of `stdnum` that know the kind, by country and name. One of them is enough. */
  by: readonly `${string}.${string}`[];
  /** What stands before a number that its validator leaves out. */
  prefix?: string;
  /** Whether it is written without anything between its parts, whatever the validator would put there. */
  plain?: boolean;
}

/**
 * The kinds of tax ids whose numbers can be checked by their form and, where they have one, by their check digit. VAT
 * numbers of the European Union are checked by the country that they name, see `euVatChecks`.
 */
// prettier-ignore
export const taxIdChecks: { readonly [Type in TaxIdType]?: TaxIdCheck } = {
  ad_nrt: { by: ['AD.nrt'] },
  al_tin: { by: ['AL.nipt'] },
  ao_tin: { by: ['AO.nif'] },
  ar_cuit: { by: ['AR.cuit'] },
  au_abn: { by: ['AU.abn'] },
  au_acn: { by: ['AU.acn'] },
  az_tin: { by: ['AZ.tin'] },
  bg_uic: { by: ['BG.vat'] },
  br_cnpj: { by: ['BR.cnpj'] },
  br_cpf: { by: ['BR.cpf'] },
  by_tin: { by: ['BY.unp'] },
  ca_bn: { by: ['CA.bn'], plain: true },
  ca_gst_hst: { by: ['CA.gst'], plain: true },
  ca_pst_bc: { by: ['CA.pst'] },
  ca_qst: { by: ['CA.qst'], plain: true },
  ch_uid: { by: ['CH.uid'] },
  ch_vat: { by: ['CH.vat'] },
  cl_tin: { by: ['CL.rut'] },
  cn_tin: { by: ['CN.uscc', 'CN.ric'], plain: true },
  co_nit: { by: ['CO.nit'] },
  cr_tin: { by: ['CR.cpj', 'CR.cpf', 'CR.cr'] },
  cz_dic: { by: ['CZ.dic'], prefix: 'CZ' },
  de_stn: { by: ['DE.stnr'], plain: true },
  do_rcn: { by: ['DO.rnc', 'DO.cedula'] },
  ec_ruc: { by: ['EC.ruc'] },
  eg_tin: { by: ['EG.tn'] },
  es_cif: { by: ['ES.cif', 'ES.nif'], plain: true },
  fo_vat: { by: ['FO.vn'] },
  fr_siren: { by: ['FR.siren'] },
  fr_siret: { by: ['FR.siret'] },
  fr_spi: { by: ['FR.nif'] },
  gb_vat: { by: ['GB.vat'], prefix: 'GB', plain: true },
  gh_tin: { by: ['GH.tin'] },
  gn_nif: { by: ['GN.nifp'] },
  hr_oib: { by: ['HR.oib'] },
  ic_nif: { by: ['ES.nif'], plain: true },
  il_vat: { by: ['IL.hp', 'IL.idnr'], plain: true },
  in_gst: { by: ['IN.gstin'] },
  is_kt: { by: ['IS.kennitala'] },
  is_vat: { by: ['IS.vsk'] },
  it_cf: { by: ['IT.codicefiscale', 'IT.iva'], plain: true },
  jp_cn: { by: ['JP.cn'], plain: true },
  ke_pin: { by: ['KE.pin'] },
  kr_brn: { by: ['KR.brn'] },
  li_uid: { by: ['CH.uid'] },
  md_cf: { by: ['MD.idno'] },
  me_pib: { by: ['ME.pib'] },
  mk_vat: { by: ['MK.edb'], prefix: 'MK' },
  mx_rfc: { by: ['MX.rfc'], plain: true },
  mz_nuit: { by: ['MZ.nuit'] },
  no_vat: { by: ['NO.mva'] },
  nz_gst: { by: ['NZ.ird'] },
  pe_ruc: { by: ['PE.ruc'] },
  pl_nip: { by: ['PL.nip'] },
  pt_nif: { by: ['PT.nif'], plain: true },
  py_ruc: { by: ['PY.ruc'] },
  ro_tin: { by: ['RO.cui', 'RO.cnp'], plain: true },
  rs_pib: { by: ['RS.pib'] },
  ru_inn: { by: ['RU.inn'] },
  sg_uen: { by: ['SG.uen'] },
  si_tin: { by: ['SI.ddv'] },
  sm_coe: { by: ['SM.coe'] },
  sv_nit: { by: ['SV.nit'] },
  th_vat: { by: ['TH.tin'], plain: true },
  tr_tin: { by: ['TR.vkn', 'TR.tckimlik'] },
  tw_vat: { by: ['TW.ubn'] },
  us_ein: { by: ['US.ein'] },
  uy_ruc: { by: ['UY.rut'] },
  ve_rif: { by: ['VE.rif'] },
  vn_tin: { by: ['VN.mst'] },
  za_vat: { by: ['ZA.vat'] },
};

/**
 * Who checks a VAT number of the European Union, and what one looks like, by the letters that it begins with. Northern
 * Ireland counts as a part.
 */
export const euVatChecks: {
  readonly [prefix: string]: { by: `${string}.${string}`; example: string };
} = {
  AT: { by: 'AT.uid', example: 'ATU12345675' },
  BE: { by: 'BE.vat', example: 'BE0123456749' },
  BG: { by: 'BG.vat', example: 'BG123456786' },
  CY: { by: 'CY.vat', example: 'CY10123450A' },
  CZ: { by: 'CZ.dic', example: 'CZ12345679' },
  DE: { by: 'DE.vat', example: 'DE123456788' },
  DK: { by: 'DK.cvr', example: 'DK12345674' },
  EE: { by: 'EE.kmkr', example: 'EE101234568' },
  EL: { by: 'GR.vat', example: 'EL123456783' },
  ES: { by: 'ES.nif', example: 'ESB12345674' },
  FI: { by: 'FI.alv', example: 'FI12345671' },
  FR: { by: 'FR.tva', example: 'FR11123456782' },
  HR: { by: 'HR.oib', example: 'HR12345678903' },
  HU: { by: 'HU.anum', example: 'HU12345676' },
  IE: { by: 'IE.vat', example: 'IE1234567FA' },
  IT: { by: 'IT.iva', example: 'IT12345670124' },
  LT: { by: 'LT.pvm', example: 'LT123456715' },
  LU: { by: 'LU.tva', example: 'LU12345613' },
  LV: { by: 'LV.pvn', example: 'LV40123456783' },
  MT: { by: 'MT.vat', example: 'MT12345634' },
  NL: { by: 'NL.btw', example: 'NL000123456B01' },
  PL: { by: 'PL.nip', example: 'PL1234563218' },
  PT: { by: 'PT.nif', example: 'PT501234560' },
  RO: { by: 'RO.cif', example: 'RO12345674' },
  SE: { by: 'SE.vat', example: 'SE556123456701' },
  SI: { by: 'SI.ddv', example: 'SI12345679' },
  SK: { by: 'SK.dph', example: 'SK2012345610' },
  XI: { by: 'GB.vat', example: 'XI123456727' },
};
