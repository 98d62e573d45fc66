import { createHash } from 'node:crypto';
import { canonicalJson } from '@matoi/kernel';
import { composeDraft } from './draft.rules.ts';
import type { DutyFiling, FilingText } from './filing.model.ts';
import { layTexts, recipientOf, type WrittenSection } from './filing.rules.ts';
import type { Ground } from './gather.queries.ts';
import type { Facts } from './obligation.model.ts';
import { factFields, formViews, phrases, plainView } from './shipped.queries.ts';

/** A draft as it would leave now. */
export type Composed = {
  readonly title: string;
  readonly recipientName: string;
  readonly sections: readonly WrittenSection[];
  readonly told: Facts;
  /** Of exactly this text: an approval holds for nothing else. */
  readonly hash: string;
};

/** Composes a filing from the record, with what was written by hand in its place. */
export function composeFiling(filing: Composable, ground: Pick<Ground, 'input' | 'zone'>): Composed {
  const { language } = filing;
  const { regime, stage, recipient } = recipientOf(filing, ground.input.regimes);
  const view = formViews.find(({ id }) => id === recipient?.view) ?? plainView;
  const draft = composeDraft({
    view,
    fields: factFields,
    facts: ground.input.facts,
    anchors: ground.input.anchors,
    phrases,
    locale: language,
    zone: ground.zone,
    regimeId: filing.regimeId,
  });
  const sections = layTexts(draft.sections, filing.texts);
  const name = regime?.name[language] ?? filing.regimeId;
  const text = {
    title: stage === null ? name : `${name} ${stage.name[language]}`,
    recipientName: recipientName(filing, recipient?.name[language] ?? filing.recipient),
    sections,
    told: draft.told,
  };
  const hash = createHash('sha256')
    .update(canonicalJson(frozenText(text)))
    .digest('hex');
  return { ...text, hash };
}

type Composable = Pick<DutyFiling, 'regimeId' | 'regimeVersion' | 'stage' | 'recipient' | 'language' | 'texts'>;

/** One recipient of several of a kind carries its code: 監督機関（DE）. */
function recipientName({ recipient, language }: Composable, name: string): string {
  const value = recipient.split(':')[1];
  if (value === undefined) return name;
  return language === 'ja' ? `${name}（${value}）` : `${name} (${value})`;
}

/** What is kept of a text when it is filed. */
export function frozenText(composed: Pick<Composed, 'title' | 'recipientName' | 'sections'>): FilingText {
  return {
    title: composed.title,
    recipient: composed.recipientName,
    sections: composed.sections.map(({ number, heading, completeness, items }) => ({
      number,
      heading,
      completeness,
      items: items.map(({ key, label, value, state, isRequired, tooLongBy }) => ({
        ...{ key, label, value, state, isRequired, tooLongBy },
      })),
    })),
  };
}
