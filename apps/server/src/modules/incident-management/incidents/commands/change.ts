import type { Pap, Tlp } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { indexText } from '../../../../platform/search/index.ts';
import { retitleSubject } from '../../../../platform/subjects/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import { noteRecord } from '../../obligations/index.ts';
import { knowOf } from '../../playbooks/index.ts';
import { type ClassLink, classLinks, isClass } from '../../triage/index.ts';
import type { Incident } from '../incident.model.ts';
import { updateIncident } from '../incident.store.ts';
import { inBoth } from '../words.map.ts';
import { loadIncident, type OnIncident, refusedWhenClosed, show, subjectIdOf, versionOf } from './load.ts';

/** The fields that a person changes directly; everything else has an act of its own. */
type Fields = {
  readonly title: string;
  readonly classCode: string | null;
  readonly tlp: Tlp | null;
  readonly pap: Pap | null;
  readonly nextReviewAt: Date | null;
};

type Change = OnIncident & { readonly body: { readonly [Field in keyof Fields]?: Fields[Field] | undefined } };
type Loaded = Incident & { readonly isClassKnown: boolean };

const fields = ['title', 'classCode', 'tlp', 'pap', 'nextReviewAt'] as const satisfies readonly (keyof Fields)[];

/** Only what is asked for and differs from what is there. */
function differences(incident: Incident, body: Change['body']): Partial<Fields> {
  const changed = fields.filter((field) => {
    const asked = body[field];
    return asked !== undefined && plain(asked) !== plain(incident[field]);
  });
  return Object.fromEntries(changed.map((field) => [field, body[field]]));
}

const plain = (value: string | Date | null) => (value instanceof Date ? value.toISOString() : value);

/** Changes title, class, labels or the next review. */
export const changeIncident = defineCommand({
  id: 'incidents.change',
  async load(work: Work, input: Change): Promise<Loaded> {
    const incident = await loadIncident(work, input);
    const { classCode } = input.body;
    const isClassKnown =
      classCode === undefined ||
      classCode === null ||
      classCode === incident.classCode ||
      (await isClass(work, classCode));
    return { ...incident, isClassKnown };
  },
  versioned: versionOf<Loaded>(),
  permit: permitAll,
  decide(incident, { body }): { readonly changed: Partial<Fields> } | Refusal {
    const closed = refusedWhenClosed(incident);
    if (closed !== null) return closed;
    const code = 'incidents.change.class-unknown';
    if (!incident.isClassKnown) return refusal(code, {}, [{ path: 'body.classCode', code }]);
    return { changed: differences(incident, body) };
  },
  async record(work, { loaded: incident, change: { changed } }) {
    const id = subjectIdOf(incident);
    await updateIncident(work, incident.id, changed);
    if (changed.classCode !== undefined) {
      await knowOf(work, id, { classCode: changed.classCode });
      await noteRecord(work, id, { classCode: changed.classCode });
    }
    if (changed.title !== undefined) {
      await retitleSubject(work, id, changed.title);
      await indexText(work, { subjectId: id, part: 'main', texts: [incident.number, changed.title] });
    }
    const names = fields.filter((field) => field in changed);
    for (const field of names)
      if (field !== 'nextReviewAt') {
        const params = await changeWords(work, field, { before: incident[field], after: changed[field] ?? null });
        await recordAct(work, id, { code: 'incident.field-changed', params });
      }
    const { nextReviewAt } = changed;
    return {
      subjectId: id,
      audit: {
        before: Object.fromEntries(names.map((field) => [field, incident[field]])),
        after: changed,
      },
      facts: [
        { kind: 'incident.changed' as const },
        ...(nextReviewAt === undefined
          ? []
          : [{ kind: 'incident.review-set' as const, at: nextReviewAt?.toISOString() ?? null }]),
      ],
      result: incident.id,
    };
  },
  show,
});

const fieldNames = {
  title: 'incidents.changed.title',
  classCode: 'incidents.changed.class',
  tlp: 'incidents.changed.tlp',
  pap: 'incidents.changed.pap',
} as const;

/** What stands in the journal of a changed field: its name and both values in words. */
async function changeWords(
  work: Work,
  field: keyof typeof fieldNames,
  values: { readonly before: string | null; readonly after: string | null },
) {
  const codes = [values.before, values.after].flatMap((value) => value ?? []);
  const classes = field === 'classCode' ? await classLinks(work, codes) : new Map<string, ClassLink>();
  const words = (value: string | null, language: 'ja' | 'en') =>
    value === null ? '—' : (classes.get(value)?.name[language] ?? (field === 'title' ? value : value.toUpperCase()));
  return {
    ...inBoth('field', fieldNames[field]),
    beforeJa: words(values.before, 'ja'),
    beforeEn: words(values.before, 'en'),
    afterJa: words(values.after, 'ja'),
    afterEn: words(values.after, 'en'),
  };
}
