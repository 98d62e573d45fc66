import { createHash } from 'node:crypto';
import { openCompartment, type ResponseOf, type RouteWith } from '@matoi/contract';
import { isRefusal, type Refusal, Refused, refusal, refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { unwrapSecret, wrapSecret } from '../../../platform/files/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import {
  type DeliveredItem,
  dedupeOf,
  fieldsOf,
  findDelivery,
  findWaiting,
  findWebhook,
  insertDelivery,
  itemsToName,
  mapItems,
  markReplayed,
  mostItems,
  parseJson,
  readWebhook,
  type Webhook,
  waitingBytes,
} from '../sources/index.ts';
import { auditOfItems, carryOut, loadGroups, planGroups, type SubmittedItem } from './submission.commands.ts';
import type { CheckedItem } from './submission.rules.ts';

type Arrived = { readonly webhookId: string; readonly body: Buffer };
/** Bytes of refused deliveries that are kept for one webhook. */
const mostWaiting = 64 * 1024 * 1024;

const purposeOf = (deliveryId: string) => `webhook delivery ${deliveryId}`;

/** What a webhook makes of a body, or why nothing can be made of it. */
function itemsOf(webhook: Webhook, body: Buffer, now: Date): readonly CheckedItem[] | Refusal {
  const parsed = parseJson(body);
  if (isRefusal(parsed)) return parsed;
  const mapped = mapItems(readWebhook(webhook.definition), parsed.value, now, mostItems + 1);
  if (mapped.length === 0) return refusal('webhooks.receive.nothing');
  if (mapped.length > mostItems) return refusal('webhooks.receive.too-many', { limit: mostItems });
  const items = mapped.map(({ submission, fields }) => ({
    submission,
    fields,
    dedupe: submission === null ? null : dedupeOf(submission),
  }));
  if (items.some((item) => item.submission !== null)) return items;
  return refusal('webhooks.receive.unmapped', {}, fieldsOf(items));
}

/** Takes in what the map makes of a body, and records the delivery with it. */
async function takeIn(
  work: Work,
  arrived: Arrived & { readonly webhook: Webhook; readonly groups: ReturnType<typeof planGroups> },
  kept: { readonly secretKey: Buffer; readonly replayOf: string | null },
) {
  const { webhook, groups, body } = arrived;
  const items = await carryOut(work, groups);
  const id = work.newId<'Delivery'>();
  await insertDelivery(work, {
    id,
    webhookId: webhook.id,
    receivedAt: work.now,
    remoteAddress: work.actor.address,
    size: body.length,
    sha256: createHash('sha256').update(body).digest(),
    result: items.every((item) => item.result !== 'refused') ? 'accepted' : 'partly',
    code: null,
    items: itemsToName(items.map((item, at) => ({ item: deliveredItem(item, at), place: placeOf(item) }))),
    body: wrapSecret(kept.secretKey, body, purposeOf(id), work.random),
    replayOf: kept.replayOf,
  });
  return {
    subjectId: null,
    about: { compartmentId: kept.replayOf === null ? sightOf(items) : openCompartment },
    audit: { webhookId: webhook.id, name: webhook.name, deliveryId: id, ...(await auditOfItems(work, items)) },
    facts: [],
    result: { deliveryId: id as string, items },
  };
}

/** The compartment of what became of an item; of what was refused there is none. */
const placeOf = (item: SubmittedItem) => (item.result === 'refused' ? null : item.compartmentId);

/** Who sees that a delivery came: everybody, unless a rule put all of it elsewhere. */
function sightOf(items: readonly SubmittedItem[]): number {
  const places = items.map((item) => placeOf(item) ?? openCompartment);
  return places.includes(openCompartment) ? openCompartment : (places[0] ?? openCompartment);
}

function deliveredItem(item: SubmittedItem, index: number): DeliveredItem {
  if (item.result !== 'refused')
    return { index, result: item.result, reportId: item.report.id, code: null, fields: [] };
  return { index, result: 'refused', reportId: null, code: 'request.read.invalid', fields: item.fields };
}

function answerOf(made: {
  readonly deliveryId: string;
  readonly items: readonly SubmittedItem[];
}): ResponseOf<RouteWith<'webhooks.receive'>> {
  return {
    deliveryId: made.deliveryId,
    items: made.items.map((item, index) => ({
      index,
      result: item.result,
      id: item.result === 'refused' ? null : item.report.id,
      number: item.result === 'refused' ? null : item.report.number,
    })),
  };
}

/** The commands of deliveries. The sender has proved who it is before any of them runs. */
export function deliveryCommands(secretKey: Buffer) {
  const receive = defineCommand({
    id: 'webhooks.receive',
    writesInto: [openCompartment],
    async load(work: Work, input: Arrived) {
      const webhook = await findWebhook(work, input.webhookId);
      if (!webhook.isActive) refuse('webhooks.receive.paused');
      const items = itemsOf(webhook, input.body, work.now);
      if (isRefusal(items)) throw new Refused(items);
      return { webhook, groups: await loadGroups(work, items) };
    },
    permit: permitAll,
    decide: ({ groups }) => planGroups(groups),
    record: (work, { loaded: { webhook }, change: groups, input }) =>
      takeIn(work, { ...input, webhook, groups }, { secretKey, replayOf: null }),
    show: async (_work, made) => answerOf(made),
  });

  /** Keeps what was refused, so that nothing that arrived is lost: the same body once, and up to a bound. */
  const keep = defineCommand({
    id: 'webhooks.keep',
    async load(work: Work, input: Arrived & { readonly refused: Refusal }) {
      const sha256 = createHash('sha256').update(input.body).digest();
      const waiting = await findWaiting(work, input.webhookId, sha256);
      return { sha256, waiting, hasRoom: (await waitingBytes(work, input.webhookId)) < mostWaiting };
    },
    permit: permitAll,
    decide: (loaded) => loaded,
    async record(work, { change: { sha256, waiting, hasRoom }, input: { webhookId, body, refused } }) {
      const id = work.newId<'Delivery'>();
      if (waiting === null) {
        await insertDelivery(work, {
          id,
          webhookId,
          receivedAt: work.now,
          remoteAddress: work.actor.address,
          size: body.length,
          sha256,
          result: 'refused',
          code: refused.code,
          items: [{ index: 0, result: 'refused', reportId: null, code: refused.code, fields: refused.fields }],
          body: hasRoom ? wrapSecret(secretKey, body, purposeOf(id), work.random) : null,
          replayOf: null,
        });
      }
      return {
        subjectId: null,
        audit: { webhookId, deliveryId: waiting ?? id, code: refused.code, isKept: hasRoom },
        facts: [],
        result: null,
      };
    },
    show: async () => null,
  });

  const replay = defineCommand({
    id: 'webhooks.replay',
    writesInto: [openCompartment],
    async load(work: Work, input: { readonly id: string }) {
      const delivery = await findDelivery(work, input.id, { forUpdate: true });
      if (delivery.body === null || delivery.replayedAt !== null) return refuse('webhooks.replay.gone');
      const webhook = await findWebhook(work, delivery.webhookId);
      const body = unwrapSecret(secretKey, delivery.body, purposeOf(delivery.id));
      const items = itemsOf(webhook, body, delivery.receivedAt);
      if (isRefusal(items)) throw new Refused(items);
      return { webhook, body, groups: await loadGroups(work, items) };
    },
    permit: permitAll,
    decide: ({ groups }) => planGroups(groups),
    async record(work, { loaded: { webhook, body }, change: groups, input }) {
      await markReplayed(work, input.id);
      return takeIn(work, { webhookId: webhook.id, webhook, body, groups }, { secretKey, replayOf: input.id });
    },
    // The sender knows what it sent. A person is told of what they see, as if the rest had not been in it.
    async show(work, { deliveryId, items }) {
      const ids = items.flatMap((item) => (item.result === 'refused' ? [] : [item.report.id]));
      const links = await subjectLinks(work, ids);
      return answerOf({
        deliveryId,
        items: items.filter((item) => item.result === 'refused' || links.has(item.report.id)),
      });
    },
  });
  return { receive, keep, replay };
}
