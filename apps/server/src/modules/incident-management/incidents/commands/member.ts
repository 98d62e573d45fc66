import type { IncidentFunction } from '@matoi/contract';
import { type Refusal, refusal } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../../platform/commands/index.ts';
import { accountNames, accountsThatSee } from '../../../../platform/identity/index.ts';
import { recordAct } from '../../../casework/journal/index.ts';
import type { Incident, Member } from '../incident.model.ts';
import { endMember, insertMember, membersOf } from '../member.store.ts';
import { functionWords } from '../words.map.ts';
import { loadIncident, type OnIncident, refusedWhenClosed, show, subjectIdOf } from './load.ts';

/** Who can be given a function: active and seeing where the incident lies. Observers and liaisons need only see it. */
const rolesFor = {
  commander: ['commander', 'handler'],
  handler: ['commander', 'handler'],
  scribe: ['commander', 'handler'],
  liaison: ['commander', 'handler', 'reader'],
  observer: ['administrator', 'commander', 'handler', 'reader', 'auditor'],
} as const satisfies Record<IncidentFunction, readonly string[]>;

type Give = OnIncident & { readonly body: { readonly accountId: string; readonly function: IncidentFunction } };
type Loaded = { readonly incident: Incident; readonly members: readonly Member[]; readonly canWork: boolean };

async function loadMembers(work: Work, input: Give): Promise<Loaded> {
  const incident = await loadIncident(work, input);
  const able = await accountsThatSee(work.db, {
    compartmentId: incident.compartmentId,
    roles: rolesFor[input.body.function],
  });
  return {
    incident,
    members: await membersOf(work, [incident.id], { isNow: true }),
    canWork: able.some((account) => account.id === input.body.accountId),
  };
}

/** Whose function ends when another gets it: there is one commander. */
export function decideMember(
  { incident, members, canWork }: Loaded,
  asked: Give['body'],
): { readonly ends: readonly Member[] } | Refusal {
  const closed = refusedWhenClosed(incident);
  if (closed !== null) return closed;
  const code = 'incidents.assign.cannot-work';
  if (!canWork) return refusal(code, {}, [{ path: 'body.accountId', code }]);
  const same = members.filter((member) => member.function === asked.function);
  if (same.some((member) => member.accountId === asked.accountId)) return refusal('incidents.assign.already');
  return { ends: asked.function === 'commander' ? same : [] };
}

/** Gives somebody a function. A new commander takes over: the former one's command ends at that moment. */
export const assignFunction = defineCommand({
  id: 'incidents.assign',
  load: loadMembers,
  permit: permitAll,
  decide: (loaded, { body }) => decideMember(loaded, body),
  async record(work, { loaded: { incident }, change: { ends }, input: { body } }) {
    for (const member of ends) await endMember(work, member.id);
    await insertMember(work, incident.id, body);
    const names = await accountNames(work.db, [body.accountId, ...ends.map((member) => member.accountId)]);
    const [former] = ends;
    await recordAct(work, subjectIdOf(incident), {
      code: former === undefined ? 'incident.function-given' : 'incident.command-taken-over',
      params: {
        ...functionWords(body.function),
        name: names.get(body.accountId) ?? '',
        former: former === undefined ? '' : (names.get(former.accountId) ?? ''),
      },
    });
    for (const member of ends)
      work.fact(
        { kind: 'incident.function-ended', function: member.function, accountId: member.accountId },
        subjectIdOf(incident),
      );
    return {
      subjectId: subjectIdOf(incident),
      audit: { ...body, ends: ends.map((member) => member.accountId) },
      facts: [{ kind: 'incident.function-given' as const, function: body.function, accountId: body.accountId }],
      result: incident.id,
    };
  },
  show,
});

/** Ends the function that somebody has. */
export const relieveFunction = defineCommand({
  id: 'incidents.relieve',
  load: loadMembers,
  permit: permitAll,
  decide({ incident, members }, { body }): { readonly member: Member } | Refusal {
    const closed = refusedWhenClosed(incident);
    if (closed !== null) return closed;
    const member = members.find((one) => one.accountId === body.accountId && one.function === body.function);
    return member === undefined ? refusal('incidents.relieve.not-given') : { member };
  },
  async record(work, { loaded: { incident }, change: { member } }) {
    await endMember(work, member.id);
    const names = await accountNames(work.db, [member.accountId]);
    await recordAct(work, subjectIdOf(incident), {
      code: 'incident.function-ended',
      params: { ...functionWords(member.function), name: names.get(member.accountId) ?? '' },
    });
    return {
      subjectId: subjectIdOf(incident),
      audit: { accountId: member.accountId, function: member.function },
      facts: [{ kind: 'incident.function-ended' as const, function: member.function, accountId: member.accountId }],
      result: incident.id,
    };
  },
  show,
});
