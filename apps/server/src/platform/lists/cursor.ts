import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '@matoi/kernel';

/** Where a list goes on: the sort value of the last row shown and its id. `sort` names the list too. */
export type Cursor = { readonly sort: string; readonly value: string | number; readonly id: string | number };

/** Signs cursors, so that nobody probes with made-up ones. The key is derived from the master key. */
export function encodeCursor(key: Buffer, cursor: Cursor): string {
  const body = Buffer.from(JSON.stringify([cursor.sort, cursor.value, cursor.id]));
  return `${body.toString('base64url')}.${sign(key, body).toString('base64url')}`;
}

/** Reads a cursor back; refuses one that was not made here or belongs to another list or sort. */
export function decodeCursor(key: Buffer, sort: string, text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [bodyText, signatureText] = text.split('.');
  const body = Buffer.from(bodyText ?? '', 'base64url');
  const signature = Buffer.from(signatureText ?? '', 'base64url');
  const expected = sign(key, body);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) refuse('list.read.cursor-invalid');
  const parts: unknown = JSON.parse(body.toString('utf8'));
  if (!Array.isArray(parts) || parts[0] !== sort) refuse('list.read.cursor-invalid');
  return { sort, value: parts[1], id: parts[2] };
}

function sign(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, 16);
}
