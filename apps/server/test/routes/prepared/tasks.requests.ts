import { openPage, sendForm } from '../../support/portal.client.ts';
import type { RouteWorld } from '../../support/route-world.ts';
import type { HiddenRequests, PreparedRequests } from './shapes.ts';

type Known = { readonly id: string; readonly version: number };

async function taskOn(world: RouteWorld, subjectId: string): Promise<Known> {
  const added = await world.insider.post('/api/v1/tasks', { subjectId, tasks: [{ title: 'task' }] });
  return (added.body.items as Known[])[0] ?? { id: 'no task', version: 0 };
}

const instruction = (subjectId: string) => ({
  subjectId,
  kind: 'order',
  title: 'title',
  what: 'what',
  recipients: [{ name: 'somebody', address: 'somebody@example.com', locale: 'en' }],
});

async function instructionOn(world: RouteWorld, subjectId: string) {
  const { body } = await world.insider.post('/api/v1/instructions', instruction(subjectId));
  const [recipient] = body.recipients as { id: string }[];
  return { id: String(body.id), recipientId: recipient?.id ?? 'no recipient' };
}

/** Sends a file on the page of a recipient, as the recipient. */
async function answerWithFile(world: RouteWorld, subjectId: string) {
  const { recipientId } = await instructionOn(world, subjectId);
  const handed = await world.insider.post(`/api/v1/instruction-recipients/${recipientId}/link`, { means: 'by hand' });
  const token = String(handed.body.address).split('/').at(-1) ?? '';
  const page = await openPage(world.program, `/g/${token}`);
  await sendForm(world.program, `/g/${token}`, {
    fields: { nonce: page.nonce, text: 'done', act: 'done' },
    files: [{ name: 'a.txt', content: 'a', type: 'text/plain' }],
  });
  const listed = await world.insider.get(`/api/v1/instructions?subjectId=${subjectId}`);
  const all = (listed.body.items as { recipients: { id: string; answers: { files: { id: string }[] }[] }[] }[]).flatMap(
    ({ recipients }) => recipients,
  );
  const fileId = all.find(({ id }) => id === recipientId)?.answers[0]?.files[0]?.id ?? 'no file';
  return { id: recipientId, fileId };
}

/** Requests for tasks, instructions and calendars. */
export const tasksRequests = {
  'tasks.list': () => ({}),
  'tasks.counts': () => ({}),
  'tasks.add': ({ incidents }) => ({ body: { subjectId: incidents.open, tasks: [{ title: 'task' }] } }),
  'tasks.show': async (world) => ({ params: { id: (await taskOn(world, world.incidents.open)).id } }),
  'tasks.change': async (world) => {
    const { id, version } = await taskOn(world, world.incidents.open);
    return { params: { id }, version, body: { title: 'other' } };
  },
  'tasks.move': async (world) => {
    const { id, version } = await taskOn(world, world.incidents.open);
    return { params: { id }, version, body: { state: 'done' } };
  },
  'tasks.bulk': async (world) => ({
    body: { act: 'state', ids: [(await taskOn(world, world.incidents.open)).id], state: 'done' },
  }),
  'instructions.list': () => ({}),
  'instructions.send': ({ incidents }) => ({ body: instruction(incidents.open) }),
  'instructions.show': async (world) => ({ params: { id: (await instructionOn(world, world.incidents.open)).id } }),
  'instructions.withdraw': async (world) => ({
    params: { id: (await instructionOn(world, world.incidents.open)).id },
    body: { reason: 'x' },
  }),
  'instruction-recipients.resend': async (world) => ({
    params: { id: (await instructionOn(world, world.incidents.open)).recipientId },
    body: {},
  }),
  'instruction-recipients.link': async (world) => ({
    params: { id: (await instructionOn(world, world.incidents.open)).recipientId },
    body: { means: 'by telephone' },
  }),
  'instruction-recipients.note': async (world) => ({
    params: { id: (await instructionOn(world, world.incidents.open)).recipientId },
    body: { answer: 'done' },
  }),
  'instruction-recipients.file': async (world) => ({ params: await answerWithFile(world, world.incidents.open) }),
  'calendar-feed.show': () => ({}),
  'calendar-feed.renew': () => ({ body: {} }),
  'calendar-feed.revoke': () => ({ body: {} }),
  'calendar-feed.read': async ({ insider }) => {
    const made = await insider.post('/api/v1/calendar-feed', {});
    return { params: { file: String(made.body.address).split('/').at(-1) ?? '' } };
  },
} satisfies PreparedRequests;

/** Where the record is one that the caller cannot see, or none at all, so that what is on it has no address either. */
async function hiddenTask(world: RouteWorld, incident: string): Promise<string> {
  return incident === world.incidents.hidden ? (await taskOn(world, incident)).id : incident;
}

async function hiddenInstruction(world: RouteWorld, incident: string) {
  return incident === world.incidents.hidden ? instructionOn(world, incident) : { id: incident, recipientId: incident };
}

/** The same about records that the caller cannot see. */
export const hiddenTasksRequests = {
  'tasks.add': (_world, { incident }) => ({ body: { subjectId: incident, tasks: [{ title: 'task' }] } }),
  'tasks.show': async (world, { incident }) => ({ params: { id: await hiddenTask(world, incident) } }),
  'tasks.change': async (world, { incident }) => ({
    params: { id: await hiddenTask(world, incident) },
    version: 1,
    body: { title: 'other' },
  }),
  'tasks.move': async (world, { incident }) => ({
    params: { id: await hiddenTask(world, incident) },
    version: 1,
    body: { state: 'done' },
  }),
  'tasks.bulk': async (world, { incident }) => ({
    body: { act: 'state', ids: [await hiddenTask(world, incident)], state: 'done' },
  }),
  'instructions.send': (_world, { incident }) => ({ body: instruction(incident) }),
  'instructions.show': async (world, { incident }) => ({
    params: { id: (await hiddenInstruction(world, incident)).id },
  }),
  'instructions.withdraw': async (world, { incident }) => ({
    params: { id: (await hiddenInstruction(world, incident)).id },
    body: { reason: 'x' },
  }),
  'instruction-recipients.resend': async (world, { incident }) => ({
    params: { id: (await hiddenInstruction(world, incident)).recipientId },
    body: {},
  }),
  'instruction-recipients.link': async (world, { incident }) => ({
    params: { id: (await hiddenInstruction(world, incident)).recipientId },
    body: { means: 'x' },
  }),
  'instruction-recipients.note': async (world, { incident }) => ({
    params: { id: (await hiddenInstruction(world, incident)).recipientId },
    body: { answer: 'done' },
  }),
  'instruction-recipients.file': async (world, { incident }) => ({
    params:
      incident === world.incidents.hidden ? await answerWithFile(world, incident) : { id: incident, fileId: incident },
  }),
} satisfies HiddenRequests;
