import { refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import type { TriageClass } from './class.model.ts';
import { listClasses } from './class.queries.ts';
import { type AddClass, type ChangeClass, decideAddedClass, decideChangedClass } from './class.rules.ts';
import { lockClasses, writeClass } from './class.store.ts';
import { viewClass } from './class.views.ts';

async function load(work: Work) {
  await lockClasses(work);
  return listClasses(work);
}

function findClass(classes: readonly TriageClass[], code: string): TriageClass {
  return classes.find((one) => one.code === code) ?? refuse('record.find.not-found');
}

async function show(work: Work, code: string) {
  const found = (await listClasses(work)).find((one) => one.code === code);
  if (found === undefined) throw new Error('a class is never removed');
  return viewClass(found);
}

/** Adds a class of the team's own beside those of the program. */
export const addClass = defineCommand({
  id: 'triage-classes.add',
  load: (work: Work, _input: AddClass) => load(work),
  permit: permitAll,
  decide: (classes, input) => decideAddedClass(classes, input),
  async record(work, { change }) {
    await writeClass(work, change);
    return { subjectId: null, audit: { after: change }, facts: [], result: change.code };
  },
  show,
});

type Change = { readonly params: { readonly code: string }; readonly body: ChangeClass };

/** Renames, maps, retires or takes up again a class. Reports keep its code, so nothing already triaged changes. */
export const changeClass = defineCommand({
  id: 'triage-classes.change',
  async load(work: Work, input: Change) {
    const classes = await load(work);
    return { classes, found: findClass(classes, input.params.code) };
  },
  versioned: { of: ({ found }) => found.version, show: async (_work, { found }) => viewClass(found) },
  permit: permitAll,
  decide: ({ classes, found }, { body }) => decideChangedClass(found, body, classes),
  async record(work, { loaded: { found }, change }) {
    await writeClass(work, change);
    const { code, name, rsitCode, isMalicious, isRetired } = found;
    const before = { code, name, rsitCode, isMalicious, isRetired };
    return { subjectId: null, audit: { before, after: change }, facts: [], result: change.code };
  },
  show,
});
