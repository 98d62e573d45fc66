import { type Refusal, refusal } from '@matoi/kernel';
import type { DutyFiling, Texts } from './filing.model.ts';
import type { DraftItem, DraftSection, Fact, Facts, Recipient, Regime, Stage } from './obligation.model.ts';

export type WrittenItem = DraftItem & {
  /** What the record says. */
  readonly composed: string;
  readonly isEdited: boolean;
  /** The record says something else now than when it was written. */
  readonly isOutdated: boolean;
};
export type WrittenSection = Omit<DraftSection, 'items'> & { readonly items: readonly WrittenItem[] };

/** Lays what was written by hand over what the record says. */
export function layTexts(sections: readonly DraftSection[], texts: Texts): readonly WrittenSection[] {
  return sections.map((section) => {
    const items = section.items.map((item) => {
      const written = texts[item.key];
      if (written === undefined) return { ...item, composed: item.value, isEdited: false, isOutdated: false };
      return {
        ...item,
        value: written.text,
        composed: item.value,
        isEdited: true,
        isOutdated: written.basedOn !== item.value,
        state: item.state === 'unknown' ? ('estimated' as const) : item.state,
      };
    });
    const isFilled = items.every(({ state }) => state !== 'unknown');
    const isEmpty = items.every(({ state }) => state === 'unknown');
    const completeness = items.some(({ isEdited }) => isEdited)
      ? isFilled
        ? ('filled' as const)
        : isEmpty
          ? ('empty' as const)
          : ('partly' as const)
      : section.completeness;
    return { ...section, items, completeness };
  });
}

/**
 * The texts after a change. A text that is what the record says is none; one that was not touched keeps what it was based
 * on, so that it is still seen that the record has changed since.
 */
export function changeTexts(
  texts: Texts,
  sections: readonly WrittenSection[],
  changes: readonly { readonly key: string; readonly text: string | null }[],
): Texts {
  const next: Record<string, Texts[string]> = { ...texts };
  const items = sections.flatMap((section) => section.items);
  for (const { key, text } of changes) {
    const item = items.find((one) => one.key === key);
    if (item === undefined) continue;
    if (text === null || text === item.composed) delete next[key];
    else if (next[key]?.text !== text) next[key] = { text, basedOn: item.composed };
  }
  return next;
}

/** The regime, stage and recipient of a filing among the rules; nulls where a rule is gone. */
export function recipientOf(
  filing: Pick<DutyFiling, 'regimeId' | 'regimeVersion' | 'stage' | 'recipient'>,
  regimes: readonly Regime[],
): { readonly regime: Regime | null; readonly stage: Stage | null; readonly recipient: Recipient | null } {
  const same = regimes.filter(({ id }) => id === filing.regimeId);
  const regime = same.find(({ version }) => version === filing.regimeVersion) ?? same.at(-1) ?? null;
  const code = filing.recipient.split(':')[0];
  return {
    regime,
    stage: regime?.stages.find((one) => one.code === filing.stage) ?? null,
    recipient: regime?.recipients.find((one) => one.code === code) ?? null,
  };
}

/** Only what was neither filed nor given up is written on. */
export function decideChange({ state }: Pick<DutyFiling, 'state'>): Refusal | null {
  return state === 'draft' || state === 'approved' ? null : refusal('filings.change.ended');
}

/** Somebody approves what somebody else has written, exactly as it was shown to them. */
export function decideApprove(
  filing: Pick<DutyFiling, 'state' | 'authors'>,
  actorId: string,
  content: { readonly asked: string; readonly now: string },
): Refusal | null {
  if (filing.state !== 'draft') return refusal('filings.approve.not-draft');
  if (filing.authors.includes(actorId)) return refusal('filings.approve.own');
  return content.asked === content.now ? null : refusal('filings.approve.record-changed');
}

/** Clocks of people are not exact. Milliseconds. */
const toleranceMs = 5 * 60_000;

/** What was approved is filed as it was approved, at a moment that has come. */
export function decideFile(
  filing: Pick<DutyFiling, 'state' | 'approval'>,
  given: { readonly hash: string; readonly filedAt: Date; readonly now: Date },
): Refusal | null {
  if (filing.state === 'filed' || filing.state === 'discarded') return refusal('filings.file.ended');
  if (filing.approval === null) return refusal('filings.file.not-approved');
  if (filing.approval.hash !== given.hash) return refusal('filings.file.approval-void');
  if (given.filedAt.getTime() > given.now.getTime() + toleranceMs)
    return refusal('filings.file.in-the-future', {}, [{ path: 'body.filedAt', code: 'filings.file.in-the-future' }]);
  return null;
}

/** What a recipient is told: the facts of the draft, and what was written by hand where it was. */
export function toldOf({
  sections,
  told,
}: {
  readonly sections: readonly WrittenSection[];
  readonly told: Facts;
}): Facts {
  const all: Record<string, Fact | undefined> = { ...told };
  for (const { key, value, isEdited } of sections.flatMap(({ items }) => items)) {
    if (!isEdited) continue;
    const plain = value.normalize('NFKC').replace(/[,\s]/g, '');
    const figure = /^(\d{1,15})(?:\D{0,4})$/.exec(plain)?.[1];
    const isFigure = typeof told[key]?.value === 'number' && figure !== undefined;
    all[key] = {
      state: 'confirmed',
      source: told[key]?.source ?? '',
      at: told[key]?.at ?? '',
      value: isFigure ? Number(figure) : value,
    };
  }
  return all;
}

/** The whole as text to paste into a form or a mail. */
export function textOf(
  given: { readonly title: string; readonly sections: readonly Pick<DraftSection, 'number' | 'heading' | 'items'>[] },
  language: 'ja' | 'en',
): string {
  const colon = language === 'ja' ? '：' : ': ';
  const parts = given.sections.map(({ number, heading, items }) => {
    const title = number === null ? heading : `${number}. ${heading}`;
    return [title, ...items.map(({ label, value }) => `${label}${colon}${value}`)].join('\n');
  });
  return [given.title, ...parts].join('\n\n');
}
