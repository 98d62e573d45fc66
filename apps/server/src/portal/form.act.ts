import { createHash } from 'node:crypto';
import { Refused } from '@matoi/kernel';
import type { Form, Upload } from '../platform/http/index.ts';

/** One act for one form, however often its button is pressed: what was sent decides whether it is the same. */
export function hashOf(typed: readonly string[], uploads: readonly Upload[]): Buffer {
  const text = JSON.stringify([typed, uploads.map(({ object }) => object.sha256.toString('hex'))]);
  return createHash('sha256').update(text).digest();
}

/**
 * Runs the act of a form, and keeps its files once they belong to a record. `other`: the same form was taken before with
 * something else in it. `elsewhere`: the record has left the place where it was looked for. Then nothing was done now.
 */
export async function act(
  form: Form,
  run: (onTaken: () => void) => Promise<unknown>,
): Promise<'done' | 'other' | 'elsewhere'> {
  let isTaken = false;
  try {
    await run(() => {
      isTaken = true;
    });
  } catch (error) {
    const code = error instanceof Refused ? error.refusal.code : null;
    if (code === 'record.change.key-reused') return 'other';
    if (code === 'record.find.not-found') return 'elsewhere';
    throw error;
  }
  if (isTaken) form.keep();
  return 'done';
}
