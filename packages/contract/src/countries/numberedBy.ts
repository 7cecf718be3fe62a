/** Parts and neighbours whose businesses have the numbers of another country. */
// prettier-ignore
export const NUMBERED_BY: Readonly<Record<string, string>> = {
  AX: 'FI', IM: 'GB', MC: 'FR', SJ: 'NO',
  BL: 'FR', GF: 'FR', GP: 'FR', MF: 'FR', MQ: 'FR', PM: 'FR', RE: 'FR', YT: 'FR',
  AS: 'US', GU: 'US', MP: 'US', PR: 'US', UM: 'US', VI: 'US',
};
