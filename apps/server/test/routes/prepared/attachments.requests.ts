import { randomBytes } from 'node:crypto';
import type { RouteWorld } from '../../support/route-world.ts';
import type { HiddenRequests, PreparedRequests } from './shapes.ts';

/** The smallest PNG, and something behind it that makes its content its own. */
const picture = () =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
    randomBytes(12),
  ]);

async function fileOn(world: RouteWorld, subjectId: string): Promise<string> {
  const answer = await fetch(`${world.program.origin}/api/v1/attachments?subjectId=${subjectId}&name=planted.png`, {
    method: 'POST',
    headers: { ...world.insider.headers, 'content-type': 'application/octet-stream' },
    body: picture(),
  });
  return ((await answer.json()) as { id?: string }).id ?? neverId;
}

/** What a record that never was is asked for. */
const neverId = '01900000-0000-7000-8000-000000000000';

export const attachmentsRequests = {
  'attachments.list': ({ incidents }) => ({ query: `?subjectId=${incidents.open}` }),
  'attachments.add': ({ incidents }) => ({
    query: `?subjectId=${incidents.open}&name=log.txt`,
    file: randomBytes(12).toString('hex'),
  }),
  'attachments.describe': async (world) => ({
    params: { id: await fileOn(world, world.incidents.open) },
    version: 1,
    body: { description: 'the note of the attacker' },
  }),
  'attachments.withdraw': async (world) => ({
    params: { id: await fileOn(world, world.incidents.open) },
    version: 1,
    body: { reason: 'the wrong file' },
  }),
  'attachments.download': async (world) => ({ params: { id: await fileOn(world, world.incidents.open) } }),
  'attachments.picture': async (world) => ({ params: { id: await fileOn(world, world.incidents.open) } }),
} satisfies PreparedRequests;

export const hiddenAttachmentsRequests = {
  'attachments.list': (_world, { incident }) => ({ query: `?subjectId=${incident}` }),
  'attachments.add': (_world, { incident }) => ({ query: `?subjectId=${incident}&name=log.txt`, file: 'x' }),
  'attachments.describe': async (world, { incident }) => ({
    params: { id: await fileOn(world, incident) },
    version: 1,
    body: { description: 'x' },
  }),
  'attachments.withdraw': async (world, { incident }) => ({
    params: { id: await fileOn(world, incident) },
    version: 1,
    body: { reason: 'x' },
  }),
  'attachments.download': async (world, { incident }) => ({ params: { id: await fileOn(world, incident) } }),
  'attachments.picture': async (world, { incident }) => ({ params: { id: await fileOn(world, incident) } }),
} satisfies HiddenRequests;
