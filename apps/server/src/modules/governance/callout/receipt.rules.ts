import type { AttemptState, CallAnswer } from '@matoi/contract';
import type { Receipt, ReceiptSetting } from './receipt.model.ts';

/** Whether anything at all can be read by a setting, and nothing means two things. */
export function isReadable(setting: ReceiptSetting): boolean {
  const states = setting.stateField !== '' && setting.delivered.length + setting.failed.length > 0;
  const replies = setting.replyField !== '' && setting.acknowledged.length + setting.refused.length > 0;
  const isTwice = (some: readonly string[], others: readonly string[]) =>
    some.some((one) => others.some((other) => isSameValue(one, other)));
  const isClear = !isTwice(setting.delivered, setting.failed) && !isTwice(setting.acknowledged, setting.refused);
  return (states || replies) && isClear;
}

/** Services write the same value in capitals and without, and people answer by telephone with full-width figures. */
function plain(value: string): string {
  return value.normalize('NFKC').trim().toLowerCase();
}

const isSameValue = (one: string, other: string) => plain(one) === plain(other);

/** Reads what a service sent, JSON or a form; null when it is neither. */
export function readReceipt(text: string, setting: ReceiptSetting): Receipt | null {
  const find = finderIn(text);
  if (find === null) return null;
  const read = (field: string) => (field === '' ? null : find(field));
  const state = read(setting.stateField);
  const reply = read(setting.replyField);
  const means = (value: string | null, some: readonly string[]) =>
    value !== null && some.some((one) => isSameValue(one, value));
  return {
    word: read(setting.wordField),
    from: digitsOf(read(setting.fromField)),
    state: means(state, setting.delivered) ? 'delivered' : means(state, setting.failed) ? 'failed' : null,
    reply: means(reply, setting.acknowledged) ? 'acknowledged' : means(reply, setting.refused) ? 'refused' : null,
    words: [state, reply].flatMap((value) => (value === null ? [] : [shown(value)])).join(' '),
  };
}

function digitsOf(text: string | null): string | null {
  const digits = (text ?? '').normalize('NFKC').replace(/\D/g, '');
  return digits === '' ? null : digits;
}

/** A stranger's value on one line, no longer than is useful. */
function shown(value: string): string {
  return Array.from(value.replace(/[\p{Cc}\s]+/gu, ' ').trim())
    .slice(0, 80)
    .join('');
}

/**
 * What of a report is new. What was delivered does not fail any more, and a word is answered once: a report that is sent
 * again, by the service or by somebody who saw it, changes nothing.
 */
export function newsOf(
  { state, reply }: Pick<Receipt, 'state' | 'reply'>,
  known: {
    readonly state: AttemptState;
    readonly mayAnswer: (answer: CallAnswer) => boolean;
  },
): { readonly state: 'delivered' | 'failed' | null; readonly answer: CallAnswer | null } {
  if (known.state === 'answered' || known.state === 'withheld') return { state: null, answer: null };
  const isNews = state !== null && state !== known.state && known.state !== 'delivered';
  return {
    state: isNews ? state : null,
    answer: reply !== null && known.mayAnswer(reply) ? reply : null,
  };
}

type Find = (field: string) => string | null;

function finderIn(text: string): Find | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!/^[[{]/.test(trimmed)) {
    const form = new URLSearchParams(trimmed);
    return (field) => form.get(field);
  }
  const json = parsed(trimmed);
  return json === undefined ? null : (field) => valueAt(json, field.split('.'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A plain value at a path of own properties; null for everything else. */
function valueAt(json: unknown, path: readonly string[]): string | null {
  let at: unknown = json;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : null;
}
