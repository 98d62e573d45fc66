import type { ObservableType } from '@matoi/contract';
import { guessType, normalise } from '@matoi/formats/ioc';
import { safeCell } from '../../../platform/tables/index.ts';
import type { BlockEntry } from './block.model.ts';
import type { ReadValue } from './observable.map.ts';

/** The typed value in its one spelling; null where nothing can be told from it. */
export function readBlocked(type: ObservableType | undefined, written: string): ReadValue | null {
  const told = type ?? guessType(written);
  return told === null ? null : { type: told, written, value: normalise(told, written) };
}

/** The list as devices take it: a value a line, without comments, which some of them would take for values. */
export function writeText(entries: readonly BlockEntry[]): string {
  return entries.map(({ value }) => `${value}\n`).join('');
}

/** The list as CSV (RFC 4180): what, since when, until when. Reasons stay in the house. */
export function writeBlockCsv(entries: readonly BlockEntry[]): string {
  const cell = (text: string) => `"${safeCell(text).replaceAll('"', '""')}"`;
  const lines = entries.map(({ type, value, addedAt, expiresAt }) =>
    [type, value, addedAt.toISOString(), expiresAt.toISOString()].map(cell).join(','),
  );
  return `${['type,value,added_at,expires_at', ...lines].join('\r\n')}\r\n`;
}

/** The secret that a device sent: in the address, as bearer, or as the password of any user (what firewalls can do). */
export function secretOf(query: string | undefined, authorization: string | undefined): string | null {
  if (query !== undefined) return query;
  const bearer = /^Bearer (\S{1,200})$/i.exec(authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return null;
  const text = Buffer.from(basic, 'base64').toString('utf8');
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : null;
}
