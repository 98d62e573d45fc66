import { mostMembers } from '@matoi/contract/values';
import { refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { listMembers, writeMember } from './member.store.ts';
import { judgeTable } from './member-table.queries.ts';

/** Adds and changes members by a table, by their names. Rows with a problem are left out; nobody is removed. */
export const importMembers = defineCommand({
  id: 'members.import',
  async load(work: Work, input: { readonly rows: readonly (readonly string[])[] }) {
    const { rows } = await judgeTable(work, input.rows, () => work.newId<'Member'>());
    return { rows, count: (await listMembers(work)).length };
  },
  permit: permitAll,
  decide({ rows, count }) {
    const writes = rows.flatMap(({ outcome, write }) => (write === null ? [] : [{ outcome, ...write }]));
    if (writes.length === 0) return refusal('members.import.nothing-new');
    const added = writes.filter(({ outcome }) => outcome === 'new').length;
    if (count + added > mostMembers) return refusal('members.add.too-many', { limit: mostMembers });
    return { writes, added };
  },
  async record(work, { loaded: { rows }, change: { writes, added } }) {
    for (const { id, version, member } of writes) await writeMember(work, { ...member, id, version });
    const left = rows.filter(({ outcome }) => outcome === 'refused').length;
    return {
      subjectId: null,
      audit: {
        added,
        changed: writes.length - added,
        left,
        names: writes.slice(0, 50).map(({ member }) => member.name),
      },
      facts: writes.map(({ id }) => ({ kind: 'member.changed' as const, memberId: id })),
      result: { added, changed: writes.length - added, left },
    };
  },
  show: async (_work, result) => result,
});
