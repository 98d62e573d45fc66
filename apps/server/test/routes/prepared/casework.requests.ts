import { sql } from 'kysely';
import type { RouteWorld } from '../../support/route-world.ts';
import type { HiddenRequests, PreparedRequests } from './shapes.ts';

async function failedMessage(world: RouteWorld, id: string): Promise<void> {
  await sql`update correspondence.message set state = 'failed' where id = ${id}::uuid`.execute(
    world.program.ground.databases.owner,
  );
}

const both = (text: string) => ({ ja: text, en: text });

const templateTexts = { name: both('name'), title: both('{{title}}'), text: both('{{recipientName}}') };

function writtenFrom(subjectId: string) {
  return {
    subjectId,
    purpose: 'reply',
    to: [{ address: 'reporter@example.com' }],
    title: 'Re: first',
    text: 'thank you',
    locale: 'en',
    tlp: null,
  };
}

export const caseworkRequests = {
  'journal.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'journal.add': ({ incidents }) => ({ body: { subjectId: incidents.open, text: 'a note' } }),
  'correspondence.list': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'correspondence.files': ({ reports }) => ({ query: `?subjectId=${reports.open}` }),
  'correspondence.retry': async (world) => {
    await failedMessage(world, world.messages.open);
    return { params: { id: world.messages.open }, body: {} };
  },
  'correspondence.outgoing': () => ({}),
  'correspondence.prepare': ({ reports }) => ({ params: { id: reports.open } }),
  'correspondence.preview': ({ reports }) => ({ body: writtenFrom(reports.open) }),
  'correspondence.send': ({ reports }) => ({
    body: writtenFrom(reports.open),
    otherwise: { status: 409, because: 'this program has no relay' },
  }),
  'correspondence.cancel': async (world) => {
    await sql`update correspondence.message set state = 'queued' where id = ${world.messages.open}::uuid`.execute(
      world.program.ground.databases.owner,
    );
    return { params: { id: world.messages.open }, body: {} };
  },
  'correspondence.original': ({ messages }) => ({ params: { id: messages.open } }),
  'correspondence.attachment': ({ messages, attachments }) => ({
    params: { id: messages.open, attachmentId: attachments.open },
  }),
  'correspondence.silence': async (world) => ({
    params: { id: (await world.incident()).id },
    body: { scope: 'record', reason: 'mail may be compromised' },
  }),
  'correspondence.end-silence': async (world) => {
    const { id } = await world.incident();
    await world.insider.post(`/api/v1/subjects/${id}/mail-silence`, { scope: 'record', reason: 'for now' });
    return { params: { id }, body: { scope: 'record' } };
  },
  'correspondence.list-templates': () => ({}),
  'correspondence.create-template': () => ({ body: { purpose: 'reply', ...templateTexts } }),
  'correspondence.change-template': async (world) => {
    const made = await world.insider.post('/api/v1/message-templates', { purpose: 'reply', ...templateTexts });
    return { params: { key: String(made.body.key) }, version: 1, body: templateTexts };
  },
  'correspondence.list-signatures': () => ({}),
  'correspondence.change-signature': async (world) => {
    const { body } = await world.insider.get('/api/v1/message-signatures');
    const items = body.items as { locale: string; version: number }[];
    const version = items.find(({ locale }) => locale === 'en')?.version ?? 1;
    return { params: { locale: 'en' }, version, body: { text: '{{authorName}}, {{teamName}}' } };
  },
} satisfies PreparedRequests;

export const hiddenCaseworkRequests = {
  'journal.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'journal.add': (_world, { incident }) => ({ body: { subjectId: incident, text: 'x' } }),
  'correspondence.list': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'correspondence.files': (_world, { report }) => ({ query: `?subjectId=${report}` }),
  'correspondence.retry': (_world, { message }) => ({ params: { id: message }, body: {} }),
  'correspondence.prepare': (_world, { report }) => ({ params: { id: report } }),
  'correspondence.preview': (_world, { report }) => ({ body: writtenFrom(report) }),
  'correspondence.send': (_world, { report }) => ({ body: writtenFrom(report) }),
  'correspondence.cancel': (_world, { message }) => ({ params: { id: message }, body: {} }),
  'correspondence.original': (_world, { message }) => ({ params: { id: message } }),
  'correspondence.attachment': (_world, { message, attachment }) => ({
    params: { id: message, attachmentId: attachment },
  }),
  'correspondence.silence': (_world, { incident }) => ({
    params: { id: incident },
    body: { scope: 'record', reason: 'x' },
  }),
  'correspondence.end-silence': (_world, { incident }) => ({ params: { id: incident }, body: { scope: 'record' } }),
} satisfies HiddenRequests;
