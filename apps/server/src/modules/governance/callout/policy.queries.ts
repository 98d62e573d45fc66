import { dryRunDays, type ResponseOf, type RouteWith } from '@matoi/contract';
import type { Reading } from '../../../platform/commands/index.ts';
import { subjectLinks } from '../../../platform/subjects/index.ts';
import type { Policy, Signal } from './policy.model.ts';
import { tryPolicies } from './policy.rules.ts';
import { readPolicies } from './policy.store.ts';

const day = 86_400_000;
/** Records that a dry run names for each rule. */
const namedRecords = 20;

/** The rules as they stand, or what comes with the program. */
export async function showPolicies(reading: Reading): Promise<ResponseOf<RouteWith<'call-policies.show'>>> {
  const { version, policies, setAt, setBy } = await readPolicies(reading);
  return {
    version,
    policies: policies.map(viewPolicy),
    setAt: setAt?.toISOString() ?? null,
    setBy,
    isProposal: version === 0,
  };
}

function viewPolicy(policy: Policy): ResponseOf<RouteWith<'call-policies.show'>>['policies'][number] {
  return {
    ...policy,
    priorities: [...policy.priorities],
    severities: [...policy.severities],
    classCodes: [...policy.classCodes],
    sources: [...policy.sources],
    mailboxIds: [...policy.mailboxIds],
    steps: policy.steps.map(({ target, ways, waitMinutes }) => ({
      target: target.kind === 'members' ? { ...target, memberIds: [...target.memberIds] } : target,
      ways: [...ways],
      waitMinutes,
    })),
  };
}

/** What rules would have called in the last 90 days, by how the records stand now, among those that the actor sees. */
export async function dryRun(
  reading: Reading,
  policies: readonly Policy[],
): Promise<ResponseOf<RouteWith<'call-policies.try'>>> {
  const since = new Date(reading.now.getTime() - dryRunDays * day);
  const signals: Signal[] = [];
  for (const { signals: kind } of reading.kinds.values())
    if (kind !== undefined) signals.push(...(await kind.since(reading, since)));
  const tried = tryPolicies(policies, signals);
  const named = tried.flatMap(({ found }) => found.slice(0, namedRecords).map(({ subjectId }) => subjectId));
  const links = await subjectLinks(reading, named);
  return {
    days: dryRunDays,
    looked: signals.length,
    items: tried.map(({ policy, found }) => ({
      policyId: policy.id,
      count: found.length,
      records: found.slice(0, namedRecords).flatMap(({ subjectId, at }) => {
        const link = links.get(subjectId);
        return link === undefined ? [] : [{ ...link, at: at.toISOString() }];
      }),
    })),
  };
}
