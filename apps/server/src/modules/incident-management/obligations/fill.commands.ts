import type { BodyOf, RouteWith } from '@matoi/contract';
import { refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { cellsOf } from './cell-mapping.map.ts';
import { composeFiling } from './composed.queries.ts';
import { findFiling } from './filing.store.ts';
import { filingFileName } from './filing-document.rules.ts';
import { groundOf } from './gather.queries.ts';
import type { MappedCell } from './recipient-form.model.ts';
import { formsFor } from './recipient-form.queries.ts';
import { formBytes } from './recipient-form.store.ts';
import { factFields } from './shipped.queries.ts';

type Fill = { readonly id: string; readonly cells: BodyOf<RouteWith<'filings.fill'>>['cells'] };
type FillKept = { readonly id: string; readonly formId: string };

/** A filing with the words that it says: as it was filed, or as it would leave now. */
async function loadWords(work: Work, id: string) {
  const filing = await findFiling(work, id);
  const subject = await findSubject(work, filing.subjectId);
  const ground = await groundOf(work, subject);
  const { sections } = composeFiling(filing, ground);
  const filed = filing.filed?.text.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({ ...item, composed: item.value, isEdited: true, isOutdated: false })),
  }));
  const facts = filing.filed?.told ?? ground.input.facts;
  return { filing, subject, facts, sections: filed ?? sections };
}

type Words = Awaited<ReturnType<typeof loadWords>>;

const wordsIn = (mapping: readonly MappedCell[], { filing, facts, sections }: Words) =>
  cellsOf(mapping, { sections, facts, fields: factFields, language: filing.language });

/** How the copy is called, and which record the audit entry concerns. */
function copyOf({ filing, subject }: Words) {
  const { regimeId, stage } = filing;
  const number = subject.number ?? subject.id;
  return filingFileName({ number, regimeId, stage, isDraft: filing.filed === null }, 'xlsx');
}

/** Takes the words of a filing out for a form of its recipient. Nothing changes; who took it is in the audit log. */
export const fillForm = defineCommand({
  id: 'filings.fill',
  load: (work: Work, { id }: Fill) => loadWords(work, id),
  permit: permitAll,
  decide: (words, { cells }) => wordsIn(cells, words),
  async record(_work, { loaded, change: { cells, unknown } }) {
    return {
      subjectId: loaded.subject.id,
      audit: { filingId: loaded.filing.id, cells: cells.length },
      facts: [],
      result: { name: copyOf(loaded), cells, unknown },
    };
  },
  show: async (_work, result) => result,
});

/** The same for a form that is kept for the recipient; the audit log says which version of it. */
export const fillKeptForm = defineCommand({
  id: 'filings.fill-kept',
  async load(work: Work, { id, formId }: FillKept) {
    const words = await loadWords(work, id);
    const kept = (await formsFor(work, words.filing)).find((one) => one.id === formId) ?? null;
    return { ...words, kept, bytes: kept === null ? null : await formBytes(work, kept.id) };
  },
  permit: permitAll,
  decide({ kept, bytes, ...words }) {
    if (kept === null || bytes === null) return refusal('filings.fill-kept.form-unknown');
    return { kept, bytes, ...wordsIn(kept.cells, words) };
  },
  async record(_work, { loaded, change: { kept, bytes, cells, unknown } }) {
    const { id: formId, name, version, sha256 } = kept;
    return {
      subjectId: loaded.subject.id,
      audit: { filingId: loaded.filing.id, formId, name, version, sha256, cells: cells.length },
      facts: [],
      result: { name: copyOf(loaded), bytes, cells, unknown },
    };
  },
  show: async (_work, result) => result,
});
