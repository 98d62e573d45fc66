import type { ModuleParts } from '../../../platform/composition/index.ts';
import { type Binding, bind } from '../../../platform/http/index.ts';
import { changeMailTemplate, createMailTemplate } from './mail-template.commands.ts';
import {
  deliveriesOf,
  readyMaps,
  showMailTemplates,
  showWebhooks,
  tryMailTemplate,
  tryWebhook,
} from './source.queries.ts';
import { webhookCommands } from './webhook.commands.ts';

/** Binds the routes of webhooks and templates of fixed mails. */
export function sourcesBindings(
  parts: Pick<ModuleParts, 'parser' | 'publicUrl' | 'secretKey' | 'clock'>,
): readonly Binding[] {
  const { parser, publicUrl, clock } = parts;
  const webhooks = webhookCommands(parts);
  return [
    bind('webhooks.list', (call) => call.read(async (reading) => ({ items: await showWebhooks(reading, publicUrl) }))),
    bind('webhooks.create', (call) => call.run(webhooks.create, call.body)),
    bind('webhooks.change', (call) => call.run(webhooks.change, { id: call.params.id, body: call.body })),
    bind('webhooks.rotate', (call) => call.run(webhooks.rotate, { id: call.params.id })),
    bind('webhooks.list-deliveries', (call) =>
      call.read(async (reading) => ({ items: await deliveriesOf(reading, call.params.id) })),
    ),
    bind('webhooks.list-ready-maps', async () => ({ items: [...readyMaps] })),
    bind('webhooks.try', async (call) => tryWebhook(call.body, clock())),
    bind('mail-templates.list', (call) => call.read(async (reading) => ({ items: await showMailTemplates(reading) }))),
    bind('mail-templates.create', (call) => call.run(createMailTemplate, call.body)),
    bind('mail-templates.change', (call) => call.run(changeMailTemplate, { id: call.params.id, body: call.body })),
    bind('mail-templates.try', (call) => tryMailTemplate(parser, call.body, clock())),
  ];
}
