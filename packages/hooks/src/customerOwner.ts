'use client';
import { useSyncExternalStore } from 'react';
import type { Client } from './client.js';
import { useBillfold } from './useBillfold.js';

/** Stands for one customer as long as a client is theirs. Compare it; it says nothing. */
export interface CustomerOwner {
  /** The same, where an object can not be compared. */
  readonly key: string;
}

let owners = 0;

function newOwner(): CustomerOwner {
  owners += 1;
  return { key: String(owners) };
}

interface Ownership {
  owner: CustomerOwner;
  listeners: Set<() => void>;
}

const ownerships = new WeakMap<Client, Ownership>();

function ownershipOf(client: Client): Ownership {
  let ownership = ownerships.get(client);
  if (!ownership) ownerships.set(client, (ownership = { owner: newOwner(), listeners: new Set() }));
  return ownership;
}

/** For whom the client speaks now. What was begun for another owner must not be carried on. */
export function ownerOf(client: Client): CustomerOwner {
  return ownershipOf(client).owner;
}

/** The client's credential has turned out to be another customer's. */
export function changeOwner(client: Client): void {
  const ownership = ownershipOf(client);
  ownership.owner = newOwner();
  for (const listener of ownership.listeners) listener();
}

/**
 * For whom the client speaks, told in the same moment in which it changes. State that no cache holds is kept together
 * with its owner, and shown to no other one.
 */
export function useOwner(client: Client): CustomerOwner {
  const owner = () => ownerOf(client);
  return useSyncExternalStore((listener) => listen(client, listener), owner, owner);
}

/**
 * A React `key` for what keeps state of one customer (what was chosen, typed or told): it is another one as soon as the
 * client speaks for another customer, to whom nothing of it is shown.
 */
export function useOwnerKey(): string {
  return useOwner(useBillfold().client).key;
}

function listen(client: Client, listener: () => void): () => void {
  const { listeners } = ownershipOf(client);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
