import type { BodyOf, RouteWith } from '@matoi/contract';
import { signatureVariables } from '@matoi/contract';
import { isRefusal, refuse } from '@matoi/kernel';
import { actorLink } from '../../../platform/access/index.ts';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { decideTemplate, refusalOfVariables } from './template.rules.ts';
import { listSignatures, listTemplates, saveSignature, saveTemplate } from './template.store.ts';
import { viewTemplate } from './template.views.ts';

/** Adds a prepared text of the team's own. */
export const createTemplate = defineCommand({
  id: 'correspondence.create-template',
  load: async (work: Work, _input: BodyOf<RouteWith<'correspondence.create-template'>>) => ({
    key: work.newId<'MessageTemplate'>() as string,
  }),
  permit: permitAll,
  decide({ key }, input) {
    const template = { ...input, key, version: 1, isRetired: false };
    return decideTemplate(template, template) ?? template;
  },
  async record(work, { change: template }) {
    await saveTemplate(work, template, actorLink(work.actor));
    return {
      subjectId: null,
      audit: { key: template.key, purpose: template.purpose, name: template.name },
      facts: [],
      result: template.key,
    };
  },
  show: (work, key) => showTemplate(work, key),
});

type Change = {
  readonly params: { readonly key: string };
  readonly body: BodyOf<RouteWith<'correspondence.change-template'>>;
};

/** Changes a prepared text. One that comes with the program is kept beside it in its changed form. */
export const changeTemplate = defineCommand({
  id: 'correspondence.change-template',
  load: (work: Work, { params }: Change) => findTemplate(work, params.key),
  versioned: { of: (template) => template.version, show: (work, template) => showTemplate(work, template.key) },
  permit: permitAll,
  decide(template, { body }) {
    return decideTemplate(template, body) ?? { ...template, ...body, version: template.version + 1 };
  },
  async record(work, { loaded: before, change: template }) {
    await saveTemplate(work, template, actorLink(work.actor));
    return {
      subjectId: null,
      audit: {
        key: template.key,
        before: { title: before.title, text: before.text, isRetired: before.isRetired },
        after: { title: template.title, text: template.text, isRetired: template.isRetired },
      },
      facts: [],
      result: template.key,
    };
  },
  show: (work, key) => showTemplate(work, key),
});

async function findTemplate(work: Work, key: string) {
  return (await listTemplates(work)).find((one) => one.key === key) ?? refuse('record.find.not-found');
}

async function showTemplate(work: Work, key: string) {
  return viewTemplate(await findTemplate(work, key), work.actor);
}

type ChangeSignature = {
  readonly params: { readonly locale: 'ja' | 'en' };
  readonly body: { readonly text: string };
};

/** Changes the team's signature in one language. */
export const changeSignature = defineCommand({
  id: 'correspondence.change-signature',
  load: (work: Work, { params }: ChangeSignature) => findSignature(work, params.locale),
  versioned: { of: (signature) => signature.version, show: (work, signature) => findSignature(work, signature.locale) },
  permit: permitAll,
  decide(signature, { body }) {
    const refused = refusalOfVariables([['body.text', body.text]], signatureVariables);
    return isRefusal(refused) ? refused : { ...signature, text: body.text, version: signature.version + 1 };
  },
  async record(work, { loaded: before, change: signature }) {
    await saveSignature(work, signature, actorLink(work.actor));
    return {
      subjectId: null,
      audit: { locale: signature.locale, before: before.text, after: signature.text },
      facts: [],
      result: signature.locale,
    };
  },
  show: (work, locale) => findSignature(work, locale),
});

async function findSignature(work: Work, locale: 'ja' | 'en') {
  return (await listSignatures(work)).find((one) => one.locale === locale) ?? refuse('record.find.not-found');
}
