import type { OpenApi, OpenApiOperation } from './OpenApi.js';

/** An operation with where it is found. */
export interface Entry extends OpenApiOperation {
  method: string;
  path: string;
}

/** A part of the reference: who calls, and what they call, by nouns. */
export interface Part {
  id: string;
  title: string;
  groups: { id: string; title: string; entries: Entry[] }[];
}

export interface Outline {
  parts: Part[];
  /** Operations of the portal as a merchant calls them, each with the one that it is the same as. */
  ofCustomer: { entry: Entry; same: Entry }[];
}

const OF_CUSTOMER = 'OfCustomer';

/** Puts every operation of the document into its one place. Groups stand in the order of the document. */
export function outline(document: OpenApi): Outline {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
  const byId = new Map(entries.map((entry) => [entry.operationId, entry]));
  const sameAs = ({ operationId }: Entry) =>
    operationId.endsWith(OF_CUSTOMER) ? byId.get(operationId.slice(0, -OF_CUSTOMER.length)) : undefined;

  const own = entries.filter((entry) => !sameAs(entry));
  const bySecretKey = own.filter(({ security }) => security.some((it) => 'secretKey' in it));
  return {
    parts: [
      { id: 'server', title: 'From your server', groups: groupsOf('server', bySecretKey) },
      {
        id: 'portal',
        title: 'In the portal',
        groups: groupsOf(
          'portal',
          own.filter((entry) => !bySecretKey.includes(entry)),
        ),
      },
    ],
    ofCustomer: entries.flatMap((entry) => {
      const same = sameAs(entry);
      return same ? [{ entry, same }] : [];
    }),
  };
}

function groupsOf(part: string, entries: Entry[]): Part['groups'] {
  const nouns = [...new Set(entries.map(nounOf))];
  return nouns.map((noun) => ({
    id: `${part}-${noun}`,
    title: titleOf(noun),
    entries: entries.filter((entry) => nounOf(entry) === noun),
  }));
}

/** `/v1/portal/sessions` and `/v1/portal/configurations` are two nouns under one tag. */
const nounOf = ({ path, tags: [tag = 'other'] }: Entry): string =>
  tag === 'portal' ? `portal-${path.split('/')[3]}` : tag;

const titleOf = (noun: string) => noun.charAt(0).toUpperCase() + noun.slice(1).replaceAll('-', ' ');
