import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { users, type User } from './users.js';

/**
 * The app's own sign-in: who is signed in is remembered here, and the browser holds the number of the seat. There
 * are no passwords, because this is a demo: everybody may be everybody. Sessions end when the process does.
 */
const seats = new Map<string, User>();
const COOKIE = 'notes_session';

export function signIn(c: Context, userId: unknown): User | null {
  const user = users.find(({ id }) => id === userId);
  if (!user) return null;
  seats.delete(getCookie(c, COOKIE) ?? '');
  const seat = randomUUID();
  seats.set(seat, user);
  setCookie(c, COOKIE, seat, { httpOnly: true, sameSite: 'Lax', path: '/' });
  return user;
}

export function signOut(c: Context): void {
  seats.delete(getCookie(c, COOKIE) ?? '');
  deleteCookie(c, COOKIE, { path: '/' });
}

export function signedInUser(c: Context): User | null {
  return seats.get(getCookie(c, COOKIE) ?? '') ?? null;
}
