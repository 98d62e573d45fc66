import type { BodyOf, RouteWith } from '@matoi/contract';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findSubject } from '../../../platform/subjects/index.ts';
import { cellsOf } from './cell-mapping.map.ts';
import { composeFiling } from './composed.queries.ts';
import { findFiling } from './filing.store.ts';
import { filingFileName } from './filing-document.rules.ts';
import { groundOf } from './gather.queries.ts';
import { factFields } from './shipped.queries.ts';

type Fill = { readonly id: string; readonly cells: BodyOf<RouteWith<'filings.fill'>>['cells'] };

/** Takes the words of a filing out for a form of its recipient. Nothing changes; who took it is in the audit log. */
export const fillForm = defineCommand({
  id: 'filings.fill',
  async load(work: Work, { id }: Fill) {
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
  },
  permit: permitAll,
  decide({ filing, facts, sections }, { cells }) {
    return cellsOf(cells, { sections, facts, fields: factFields, language: filing.language });
  },
  async record(_work, { loaded: { filing, subject }, change: { cells, unknown } }) {
    const { regimeId, stage } = filing;
    const number = subject.number ?? subject.id;
    const name = filingFileName({ number, regimeId, stage, isDraft: filing.filed === null }, 'xlsx');
    return {
      subjectId: subject.id,
      audit: { filingId: filing.id, cells: cells.length },
      facts: [],
      result: { name, cells, unknown },
    };
  },
  show: async (_work, result) => result,
});
