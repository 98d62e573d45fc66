import type { BodyOf, RouteWith } from '@matoi/contract';
import { refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { isClass } from '../triage/index.ts';
import type { FormSettings } from './form.model.ts';
import { readForm, writeForm } from './form.store.ts';

type Change = BodyOf<RouteWith<'public-form.change'>>;

/** Changes the public report form. What was on it before stays in the audit log. */
export const changeForm = defineCommand({
  id: 'public-form.change',
  async load(work: Work, input: Change) {
    const form = await readForm(work, { forUpdate: true });
    const hints = (input.tiles ?? []).flatMap((tile) => (tile.classHint === null ? [] : [tile.classHint]));
    const known = await Promise.all(hints.map((code) => isClass(work, code)));
    return { form, unknownClass: hints.find((_code, at) => known[at] !== true) ?? null };
  },
  versioned: { of: ({ form }) => form.version, show: async () => null },
  permit: permitAll,
  decide: ({ form: { version, ...form }, unknownClass }, change) => {
    if (unknownClass !== null) return refusal('public-form.change.class-unknown', { code: unknownClass });
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return { ...form, ...(given as Partial<FormSettings>), version: version + 1 };
  },
  async record(work, { loaded: { form: before }, change: after }) {
    await writeForm(work, after);
    const changed = Object.keys(after).filter(
      (name) =>
        JSON.stringify(before[name as keyof typeof before]) !== JSON.stringify(after[name as keyof typeof after]),
    );
    const part = (form: typeof before) =>
      Object.fromEntries(Object.entries(form).filter(([name]) => changed.includes(name)));
    return { subjectId: null, audit: { before: part(before), after: part(after) }, facts: [], result: after };
  },
  show: async (_work, form) => form,
});
