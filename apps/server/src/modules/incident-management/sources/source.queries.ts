import { type BodyOf, type ResponseOf, type RouteWith, webhookDefinitionSchema } from '@matoi/contract';
import { isRefusal, Refused, refusal } from '@matoi/kernel';
import type { Reading } from '../../../platform/commands/index.ts';
import type { MailParser } from '../../../platform/mail/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import defender from './data/ready-maps/microsoft-defender-xdr.json' with { type: 'json' };
import sentinel from './data/ready-maps/microsoft-sentinel.json' with { type: 'json' };
import wazuh from './data/ready-maps/wazuh.json' with { type: 'json' };
import severityWords from './data/severity-words.json' with { type: 'json' };
import { dedupeOf } from './dedupe.map.ts';
import type { Delivery } from './delivery.model.ts';
import { deliveryAsSeen } from './delivery.rules.ts';
import { lastDeliveries, listDeliveries } from './delivery.store.ts';
import { pathsOf } from './expression.rules.ts';
import { isFixedMail, readFixedMail } from './mail-template.rules.ts';
import { listMailTemplates } from './mail-template.store.ts';
import { hasHeaders, parsedText, pastedText } from './pasted-mail.map.ts';
import { isProven } from './proof.map.ts';
import { openSecret } from './webhook.commands.ts';
import { itemsIn, mapItems, readWebhook } from './webhook.rules.ts';
import { findWebhook, listWebhooks, seekWebhook } from './webhook.store.ts';
import { viewDelivery, viewMailTemplate, viewWebhook } from './webhook.views.ts';

type ReadyMap = ResponseOf<RouteWith<'webhooks.list-ready-maps'>>['items'][number];

/** Maps for products, each made from the documentation of its vendor. */
export const readyMaps: readonly ReadyMap[] = [defender, sentinel, wazuh].map((one) => ({
  id: one.id,
  name: one.name,
  documentation: one.documentation,
  effectiveOn: one.effectiveOn,
  definition: webhookDefinitionSchema.parse(one.definition),
  example: JSON.stringify(one.example, null, 2),
}));

/** Alerts of an example that are shown. */
const shownItems = 20;
const shownPaths = 200;

/** What a map makes of a pasted example. Refuses with `request.read.malformed` what is no JSON. */
export function tryWebhook(
  { definition, body }: BodyOf<RouteWith<'webhooks.try'>>,
  now: Date,
): ResponseOf<RouteWith<'webhooks.try'>> {
  const parsed = parseJson(Buffer.from(body));
  if (isRefusal(parsed)) throw new Refused(parsed);
  const read = readWebhook(definition);
  const items = itemsIn(definition, parsed.value);
  return {
    items: mapItems(read, parsed.value, now, shownItems).map(({ submission, fields }) => ({
      submission,
      problems: [...fields],
      dedupeKey: submission === null ? null : (dedupeOf(submission)?.key ?? null),
    })),
    total: items.length,
    paths: [...pathsOf(items[0] ?? parsed.value, shownPaths)],
    problems: [...read.problems],
  };
}

/** JSON of a sender, or a refusal that says that it is none. Keys that could reach a prototype are left as plain keys. */
export function parseJson(body: Buffer) {
  try {
    return { value: JSON.parse(body.toString('utf8')) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refusal('request.read.malformed');
  }
}

/** What a template finds in a pasted mail: a whole message with headers, or only its text. */
export async function tryMailTemplate(
  parser: Pick<MailParser, 'parse'>,
  { definition, mail }: BodyOf<RouteWith<'mail-templates.try'>>,
  now: Date,
): Promise<ResponseOf<RouteWith<'mail-templates.try'>>> {
  const answer = hasHeaders(mail) ? await parser.parse(Buffer.from(mail)) : null;
  const pasted = answer?.isParsed === true ? parsedText(answer.mail) : pastedText(mail);
  const found = readFixedMail(definition, { text: pasted.text, receivedAt: pasted.sentAt ?? now }, severityWords.words);
  return {
    isMatch: answer?.isParsed === true ? isFixedMail(definition, pasted) : null,
    from: pasted.from,
    subject: pasted.subject,
    title: found.title ?? pasted.subject,
    externalId: found.externalId,
    severity: found.severityHint,
    occurredAt: found.occurredAt?.toISOString() ?? null,
    detectedAt: found.detectedAt?.toISOString() ?? null,
    hosts: [...found.hosts],
    rule: found.rule,
    fields: [...found.fields],
    acts: found.acts.map(({ at, what }) => ({ at: at.toISOString(), what })),
    text: pasted.text,
    marks: [...found.marks],
  };
}

/** All webhooks, with the addresses that senders are given, and the last delivery that the reader sees. */
export async function showWebhooks(reading: Reading, publicUrl: string) {
  const last = await lastDeliveries(reading);
  const links = await linksOf(reading, [...last.values()]);
  return (await listWebhooks(reading)).map((webhook) => {
    const delivery = last.get(webhook.id);
    const seen = delivery === undefined ? null : deliveryAsSeen(delivery, (reportId) => links.has(reportId));
    return viewWebhook(webhook, publicUrl, seen);
  });
}

const linksOf = (reading: Reading, deliveries: readonly Pick<Delivery, 'items'>[]) =>
  subjectLinks(
    reading,
    deliveries.flatMap(({ items }) => items.flatMap(({ reportId }) => reportId ?? [])),
  );

/** All templates of fixed mails. */
export async function showMailTemplates(reading: Reading) {
  return (await listMailTemplates(reading)).map(viewMailTemplate);
}

/** Of a webhook that does not exist the same work is done: time does not tell whether an address is right. */
const decoy = { id: '', proof: 'hmac-sha256', headerName: 'x-matoi-secret' } as const;

/** Whether a delivery comes from the sender with whom the secret of this webhook was agreed. */
export async function isSender(
  reading: Pick<Reading, 'db'>,
  arrived: {
    readonly id: string | null;
    readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: Buffer;
    readonly secretKey: Buffer;
  },
): Promise<boolean> {
  const webhook = arrived.id === null ? null : await seekWebhook(reading, arrived.id);
  const { proof, headerName } = webhook ?? decoy;
  const secret = webhook === null ? Buffer.alloc(47) : openSecret(arrived.secretKey, webhook);
  const shown = arrived.headers[headerName.toLowerCase()];
  const given = typeof shown === 'string' ? shown : webhook === null ? '0'.repeat(64) : undefined;
  return isProven({ proof, secret, given, body: arrived.body }) && webhook !== null;
}

/** Deliveries of a webhook, as far as the reader sees what became of them. */
export async function deliveriesOf(reading: Reading, webhookId: string) {
  const webhook = await findWebhook(reading, webhookId);
  const deliveries = await listDeliveries(reading, webhook.id);
  const links = await linksOf(reading, deliveries);
  return deliveries.flatMap((delivery) => viewDelivery(delivery, links) ?? []);
}
