import { createHash } from 'node:crypto';
import type { BodyOf, RouteWith } from '@matoi/contract';
import { refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { unwrapSecret, wrapSecret } from '../../../platform/files/index.ts';
import { readWebhook } from './webhook.rules.ts';
import { findWebhook, type SavedWebhook, type Webhook, writeWebhook } from './webhook.store.ts';
import { viewWebhook } from './webhook.views.ts';

type Saved = BodyOf<RouteWith<'webhooks.create'>>;
type Secrets = { readonly secretKey: Buffer; readonly publicUrl: string };

/** What is stored of a secret: of a header its hash, of a signature the encrypted secret. */
function keepSecret(work: Work, key: Buffer, webhook: Pick<Webhook, 'id' | 'proof'>, text: string): Buffer {
  if (webhook.proof === 'header') return createHash('sha256').update(text).digest();
  return wrapSecret(key, Buffer.from(text), `webhook ${webhook.id}`, work.random);
}

/** The secret to compare with: see `isProven`. */
export function openSecret(key: Buffer, webhook: Pick<Webhook, 'id' | 'proof' | 'secret'>): Buffer {
  return webhook.proof === 'header' ? webhook.secret : unwrapSecret(key, webhook.secret, `webhook ${webhook.id}`);
}

const makeSecret = (work: Work) => `mws_${Buffer.from(work.random(32)).toString('base64url')}`;

/** The commands of webhooks; secrets are answered once, and stand in no log. */
export function webhookCommands({ secretKey, publicUrl }: Secrets) {
  const create = defineCommand({
    id: 'webhooks.create',
    load: async (_work: Work, _input: Saved) => null,
    permit: permitAll,
    decide: (_loaded, input) => decideSaving(input),
    async record(work, { change }) {
      const webhook: SavedWebhook = { ...change, id: work.newId<'Webhook'>(), version: 1 };
      const secret = makeSecret(work);
      await writeWebhook(work, webhook, keepSecret(work, secretKey, webhook, secret));
      return { subjectId: null, audit: auditOf(webhook), facts: [], result: { id: webhook.id, secret } };
    },
    show: async (work, { id, secret }) => ({ webhook: viewWebhook(await findWebhook(work, id), publicUrl), secret }),
  });

  type Change = { readonly id: string; readonly body: Saved };
  const change = defineCommand({
    id: 'webhooks.change',
    load: (work: Work, input: Change) => findWebhook(work, input.id, { forUpdate: true }),
    versioned: { of: (webhook) => webhook.version, show: async (_work, webhook) => viewWebhook(webhook, publicUrl) },
    permit: permitAll,
    decide: (webhook, { body }) =>
      // The stored form of a secret belongs to its kind of proof; another kind needs a new webhook.
      body.proof === webhook.proof
        ? decideSaving(body)
        : refusal('webhooks.save.unreadable', {}, [{ path: 'body.proof', code: 'invalid' }]),
    async record(work, { loaded, change: saved }) {
      const webhook: SavedWebhook = { ...saved, id: loaded.id, version: loaded.version + 1 };
      await writeWebhook(work, webhook, null);
      return { subjectId: null, audit: auditOf(webhook), facts: [], result: loaded.id };
    },
    show: async (work, id) => viewWebhook(await findWebhook(work, id), publicUrl),
  });

  const rotate = defineCommand({
    id: 'webhooks.rotate',
    load: (work: Work, input: { readonly id: string }) => findWebhook(work, input.id, { forUpdate: true }),
    permit: permitAll,
    decide: (webhook) => webhook,
    async record(work, { change: webhook }) {
      const secret = makeSecret(work);
      const next: SavedWebhook = { ...webhook, version: webhook.version + 1 };
      await writeWebhook(work, next, keepSecret(work, secretKey, webhook, secret));
      return {
        subjectId: null,
        audit: { webhookId: webhook.id, name: webhook.name },
        facts: [],
        result: { id: webhook.id, secret },
      };
    },
    show: async (work, { id, secret }) => ({ webhook: viewWebhook(await findWebhook(work, id), publicUrl), secret }),
  });
  return { create, change, rotate };
}

function decideSaving(input: Saved) {
  const { problems } = readWebhook(input.definition);
  if (problems.length === 0) return input;
  return refusal(
    'webhooks.save.unreadable',
    {},
    problems.map(({ path, code }) => ({ path: `body.definition.${path}`, code })),
  );
}

function auditOf(webhook: SavedWebhook): Record<string, unknown> {
  const { id, name, isActive, version, proof, definition } = webhook;
  return { webhookId: id, name, isActive, version, proof, source: definition.source };
}
