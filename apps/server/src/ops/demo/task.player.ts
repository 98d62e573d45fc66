import { answerAsGuest, noteOpened } from '../../modules/casework/tasks/index.ts';
import type { Desk } from './desk.ts';
import type { Playing } from './playing.ts';
import type { DemoInstruction, DemoTask } from './story.model.ts';

/** Tasks of the team, instructions to people outside and what they said, and the playbook that is gone through. */
export function stepsOfTasks(playing: Playing): void {
  const { story } = playing;
  for (const task of story.tasks ?? []) addTask(playing, task);
  for (const instruction of story.instructions ?? []) addInstruction(playing, instruction);
  const { playbook } = story;
  if (playbook === undefined) return;
  // Only a version in force can be begun with, and a fresh installation has none of last month.
  playing.add('ago 40', playbook.by, (desk) => goThrough(desk, playing, playbook));
}

function addTask({ place, calendar, add }: Playing, task: DemoTask): void {
  const { at, by, title, text = '', to, priority = 'normal', dueHours, checklist = [], after } = task;
  let id = '';
  add(at, by, async (desk) => {
    const dueAt = dueHours === undefined ? null : calendar.later(dueHours * 60);
    const assigneeId = to === null ? null : desk.idOf(to);
    const one = {
      title,
      text,
      priority,
      assigneeId,
      dueAt,
      checklist: checklist.map((line) => ({ text: line, isDone: false })),
    };
    const { items } = await desk.call(by, 'POST /api/v1/tasks', { body: { subjectId: place.id, tasks: [one] } });
    id = items[0]?.id ?? '';
  });
  if (after === undefined) return;
  const [when, state, reason = ''] = after;
  add(when, to ?? by, async (desk, who) => {
    const { version } = await desk.call(who, 'GET /api/v1/tasks/{id}', { params: { id } });
    await desk.call(who, 'POST /api/v1/tasks/{id}/state', { params: { id }, body: { state, reason }, version });
  });
}

function addInstruction({ place, calendar, add }: Playing, instruction: DemoInstruction): void {
  const { at, by, kind, title, what, why, caution, dueHours, recipients } = instruction;
  let sent: readonly { readonly id: string; readonly name: string }[] = [];
  const idOf = (name: string) => sent.find((one) => one.name === name)?.id ?? '';
  add(at, by, async (desk) => {
    const people = recipients.map(({ name, department, address, locale = 'ja' as const }) => ({
      name,
      department,
      address,
      locale,
    }));
    const dueAt = new Date(calendar.at(at).getTime() + dueHours * 3_600_000).toISOString();
    const body = { subjectId: place.id, kind, title, what, why, caution, dueAt, recipients: people };
    sent = (await desk.call(by, 'POST /api/v1/instructions', { body })).recipients;
  });
  for (const { name, handed, said, answered } of recipients) {
    let address = '';
    if (handed !== undefined)
      add(handed.at, by, async (desk) => {
        const given = { params: { id: idOf(name) }, body: { means: handed.means } };
        address = (await desk.call(by, 'POST /api/v1/instruction-recipients/{id}/link', given)).address;
      });
    if (said !== undefined)
      add(said.at, by, (desk) =>
        desk.call(by, 'POST /api/v1/instruction-recipients/{id}/note', {
          params: { id: idOf(name) },
          body: { answer: said.answer, text: said.text },
        }),
      );
    if (answered !== undefined)
      add(answered.at, by, async (desk) => {
        const guest = await desk.guestOf(address);
        const asGuest = { linkId: guest.id, recipientId: guest.guestSubject, compartmentId: guest.writesInto };
        await desk.actAs(guest, noteOpened, asGuest);
        const { answer, text } = answered;
        if (answer !== null)
          await desk.actAs(guest, answerAsGuest, { ...asGuest, answer, text, uploads: [], onTaken: () => undefined });
      });
  }
}

/** Starts a playbook and settles its first steps, so that it stands in the middle. */
async function goThrough(
  desk: Desk,
  { place }: Playing,
  { code, by, steps }: { readonly code: string; readonly by: Parameters<Desk['idOf']>[0]; readonly steps: number },
): Promise<void> {
  let run = await desk.call(by, 'POST /api/v1/playbook-runs', { body: { subjectId: place.id, code } });
  for (let count = 0; count < steps; count += 1) {
    const step = run.steps.find(({ id }) => id === run.next);
    if (step === undefined) return;
    const question = run.questions.find(({ id }) => id === step.asks);
    const answer = question?.options[0]?.id;
    const body = {
      state: 'done' as const,
      ...(answer === undefined ? {} : { answer }),
      ...(step.isEvidence ? { evidence: '証拠保管庫 E-07（鍵は浅葱）' } : {}),
    };
    run = await desk.call(by, 'POST /api/v1/playbook-runs/{id}/steps/{stepId}', {
      params: { id: run.id, stepId: step.id },
      body,
    });
  }
}
