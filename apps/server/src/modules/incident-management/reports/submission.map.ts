import { batchLimit } from '@matoi/contract';
import { isRefusal, Refused, refuse } from '@matoi/kernel';
import { unkeepablePath } from '../../../platform/http/index.ts';
import { checkSubmission, dedupeOf, parseJson } from '../sources/index.ts';
import type { CheckedItem } from './submission.rules.ts';

/**
 * Reads the items of a batch and checks each by itself. Refuses with `request.read.malformed` what is no JSON, and with
 * `request.read.invalid` a body that is not `{ items: [1 … 1,000] }`.
 */
export function itemsOfBatch(body: Buffer): readonly CheckedItem[] {
  const parsed = parseJson(body);
  if (isRefusal(parsed)) throw new Refused(parsed);
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('body', 'wrong-type');
  const unknown = Object.keys(value).find((key) => key !== 'items');
  if (unknown !== undefined) return wrong(`body.${unknown.slice(0, 100)}`, 'unknown');
  const items = 'items' in value ? value.items : undefined;
  if (!Array.isArray(items)) return wrong('body.items', items === undefined ? 'required' : 'wrong-type');
  if (items.length === 0) return wrong('body.items', 'too-small');
  if (items.length > batchLimit) return wrong('body.items', 'too-large');
  return items.map(checkItem);
}

/** One item of a batch or a webhook: as declared, or which of its fields are wrong. */
export function checkItem(item: unknown): CheckedItem {
  // The bytes came unread: what no text can hold is found here, so that it costs one item and not all of them.
  const unkeepable = unkeepablePath(item);
  if (unkeepable !== null)
    return { submission: null, fields: [{ path: unkeepable.join('.'), code: 'invalid' }], dedupe: null };
  const checked = checkSubmission(item);
  if (!checked.isRight) return { submission: null, fields: checked.fields, dedupe: null };
  return { submission: checked.submission, fields: [], dedupe: dedupeOf(checked.submission) };
}

function wrong(path: string, code: string): never {
  return refuse('request.read.invalid', {}, [{ path, code }]);
}
