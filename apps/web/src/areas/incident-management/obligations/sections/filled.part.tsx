import type { ResponseOf, RouteOf } from '@matoi/contract';
import { useSay } from '../../../../shared/language.ts';
import { Notice } from '../../../../ui/field.tsx';
import { useDutyWords } from '../words.hook.ts';

export type Filled = ResponseOf<RouteOf<'POST /api/v1/filings/{id}/form'>>;

/** What went into a copy of a form, and what stayed empty and why. */
export function FilledPart({ filled }: { readonly filled: Filled }) {
  const { say, locale } = useSay();
  const { nameOf } = useDutyWords();
  const { unknown, kept, unknownSheets } = filled;
  const listed = (names: readonly string[]) => names.join(locale === 'ja' ? '、' : ', ');
  return (
    <Notice tone={unknown.length + kept.length + unknownSheets.length === 0 ? 'green' : 'amber'}>
      <p>{say('filings.fill.done', { count: filled.filled })}</p>
      {unknown.length > 0 && <p>{say('filings.fill.unknown', { names: listed(unknown.map(nameOf)) })}</p>}
      {kept.length > 0 && <p>{say('filings.fill.kept', { cells: listed(kept) })}</p>}
      {unknownSheets.length > 0 && <p>{say('filings.fill.unknown-sheets', { names: listed(unknownSheets) })}</p>}
    </Notice>
  );
}
