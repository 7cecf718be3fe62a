/** Of a plan that somebody else bills, such as an app store. */
export const managedElsewhere = {
  billedBy: (name: string) => `Billed by ${name}.`,
  /** Names what it is about, where it stands alone. */
  planBilledBy: (plan: string, name: string) => `${plan} is billed by ${name}.`,
  advice: (name: string) => `It is changed, paid and canceled at ${name}, and not here.`,
  manageAt: (name: string) => `Manage at ${name}`,
  /** Said to those who listen, at the end of a link's name. */
  newTab: '(opens in a new tab)',
};
