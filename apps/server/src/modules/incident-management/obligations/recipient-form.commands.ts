import type { BodyOf, RouteWith } from '@matoi/contract';
import { refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import type { SeenForm } from './recipient-form.model.ts';
import { knownKeys, showForms, targetsNow } from './recipient-form.queries.ts';
import { decideForm, isSameForm, newestForms, problemsOf } from './recipient-form.rules.ts';
import { formVersions, insertForm } from './recipient-form.store.ts';
import { lockRules } from './setting.store.ts';

type Write = Omit<BodyOf<RouteWith<'obligation-forms.write'>>, 'form'> & {
  readonly bytes: Buffer;
  readonly sha256: string;
  /** What a thread saw of the form; nobody else opens it. */
  readonly seen: SeenForm;
};

const changed = [{ kind: 'obligation-rule.changed' as const }];

/** Keeps a recipient's own form with its mapping, in its next version. */
export const writeForm = defineCommand({
  id: 'obligation-forms.write',
  async load(work: Work, { regimeId, recipient }: Write) {
    await lockRules(work);
    return { versions: await formVersions(work, { regimeId, recipient }), targets: await targetsNow(work) };
  },
  permit: permitAll,
  decide({ versions, targets }, { regimeId, recipient, name, cells, sha256, seen, version }) {
    const target = targets.find((one) => one.regimeId === regimeId && one.recipient === recipient);
    const problems = problemsOf(cells, { seen, known: knownKeys(target?.keys ?? []) });
    return decideForm({ regimeId, recipient, name, cells, sha256, read: version }, { versions, targets, problems });
  },
  async record(work, { change: { version }, input }) {
    const { regimeId, recipient, name, fileName, cells, reason, sha256, bytes } = input;
    await insertForm(work, { regimeId, recipient, name, fileName, cells, reason, sha256, bytes, version });
    return {
      subjectId: null,
      audit: { regimeId, recipient, name, version, fileName, sha256, cells: cells.length, reason },
      facts: changed,
      result: null,
    };
  },
  show: (work) => showForms(work),
});

/** Offers a form no longer. Its versions stay. */
export const endForm = defineCommand({
  id: 'obligation-forms.end',
  async load(work: Work, { id }: { readonly id: string; readonly reason: string }) {
    await lockRules(work);
    const versions = await formVersions(work);
    const form = versions.find((one) => one.id === id) ?? refuse('record.find.not-found');
    return { form, newest: newestForms(versions).find((one) => isSameForm(one, form)) ?? form };
  },
  permit: permitAll,
  decide: ({ form, newest }) =>
    newest.id !== form.id || form.sha256 === null ? refusal('obligation-forms.end.superseded') : { form },
  async record(work, { change: { form }, input: { reason } }) {
    const { regimeId, recipient, name, fileName, cells } = form;
    const version = form.version + 1;
    await insertForm(work, { regimeId, recipient, name, fileName, cells, reason, version, sha256: null, bytes: null });
    return {
      subjectId: null,
      audit: { regimeId, recipient, name, version, reason },
      facts: changed,
      result: null,
    };
  },
  show: (work) => showForms(work),
});
