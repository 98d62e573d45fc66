import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestProgram, type TestProgram, until, type Visitor } from '../support/test-program.ts';

let program: TestProgram;
let commander: Visitor;
let administrator: Visitor;

beforeAll(async () => {
  program = await startTestProgram();
  commander = await program.person('commander');
  administrator = await program.person('administrator');
});
afterAll(() => program.stop());

/** What the commander did with a record, as somebody finds it in the sealed entries who may see it. */
async function actionsAbout(subjectId: string, visitor: Visitor): Promise<readonly string[]> {
  const page = await visitor.call('GET /api/v1/audit-entries', { query: { subjectId, actorId: commander.id } });
  return page.items.flatMap((item) => (item.entry === null ? [] : [item.entry.action]));
}

describe('reading restricted records', () => {
  it('is in the audit log once for one look, and never for open records', async () => {
    const open = await commander.call('POST /api/v1/incidents', { body: { title: 'open to all' } });
    const secret = await commander.call('POST /api/v1/incidents', { body: { title: 'restricted' } });
    const members = [administrator.id];
    const { id } = await commander.call('POST /api/v1/compartments', { body: { name: 'few', memberIds: members } });
    await commander.call('POST /api/v1/subjects/{id}/restrict', {
      params: { id: secret.id },
      body: { compartmentId: id },
    });
    for (const incident of [open, secret, secret]) {
      await commander.call('GET /api/v1/incidents/{id}', { params: { id: incident.number } });
      await commander.call('GET /api/v1/journal-entries', { query: { subjectId: incident.number } });
    }
    const about = await until(
      () => actionsAbout(secret.id, administrator),
      (actions) => actions.includes('incidents.show'),
    );
    expect(about.filter((action) => action === 'incidents.show')).toHaveLength(1);
    expect(about).not.toContain('journal.list');
    expect(await actionsAbout(open.id, administrator)).toEqual(expect.not.arrayContaining(['incidents.show']));
  });
});
