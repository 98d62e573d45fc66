import type { Reading } from '../../../platform/commands/index.ts';
import { listSignatures, listTemplates } from './template.store.ts';
import { viewTemplate } from './template.views.ts';

/** All prepared texts, those that come with the program first. */
export async function showTemplates(reading: Reading) {
  return { items: (await listTemplates(reading)).map((template) => viewTemplate(template, reading.actor)) };
}

/** The team's signature in each language. */
export async function showSignatures(reading: Reading) {
  return { items: [...(await listSignatures(reading))] };
}
