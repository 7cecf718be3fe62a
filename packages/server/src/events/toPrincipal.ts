import { Principal } from '@billfold/contract';

/** Who did something, from how it is written down: `key:key_…`, `session:bps_…`, `operator`, `server`, `anyone`. */
export function toPrincipal(by: string): Principal {
  const [kind = '', id = null] = by.split(':');
  // What a newer server may have written is nobody that this one knows.
  return isKind(kind) ? { kind, id } : { kind: 'anyone', id: null };
}

const isKind = (kind: string): kind is Principal['kind'] =>
  (Principal.entries.kind.options as readonly string[]).includes(kind);
