import type { BodyOf, RouteWith } from '@matoi/contract';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findMailTemplate, writeMailTemplate } from './mail-template.store.ts';
import { viewMailTemplate } from './webhook.views.ts';

type Saved = BodyOf<RouteWith<'mail-templates.create'>>;

/** Creates a template for the fixed mails of one sender. */
export const createMailTemplate = defineCommand({
  id: 'mail-templates.create',
  load: async (_work: Work, _input: Saved) => null,
  permit: permitAll,
  decide: (_loaded, input) => input,
  async record(work, { change }) {
    const id = work.newId<'MailTemplate'>();
    await writeMailTemplate(work, { ...change, id, version: 1 });
    return { subjectId: null, audit: auditOf(id, change, 1), facts: [], result: id as string };
  },
  show: async (work, id) => viewMailTemplate(await findMailTemplate(work, id)),
});

/** Changes a template; what was is kept as its version. */
export const changeMailTemplate = defineCommand({
  id: 'mail-templates.change',
  load: (work: Work, input: { readonly id: string; readonly body: Saved }) =>
    findMailTemplate(work, input.id, { forUpdate: true }),
  versioned: {
    of: (template) => template.version,
    show: async (_work, template) => viewMailTemplate(template),
  },
  permit: permitAll,
  decide: (_template, { body }) => body,
  async record(work, { loaded, change }) {
    const version = loaded.version + 1;
    await writeMailTemplate(work, { ...change, id: loaded.id, version });
    return { subjectId: null, audit: auditOf(loaded.id, change, version), facts: [], result: loaded.id };
  },
  show: async (work, id) => viewMailTemplate(await findMailTemplate(work, id)),
});

function auditOf(templateId: string, { name, isActive, definition }: Saved, version: number): Record<string, unknown> {
  return { templateId, name, isActive, version, source: definition.source };
}
