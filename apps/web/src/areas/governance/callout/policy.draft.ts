import type { CallPolicy, CallStep, CallTarget } from './queries.ts';

/** A rule to begin with: off, for priority 1, the two on duty and then everybody. */
export function newPolicy(id: string, name: string): CallPolicy {
  return {
    id,
    name,
    isOn: false,
    priorities: [1],
    severities: [],
    classCodes: [],
    sources: [],
    mailboxIds: [],
    onlyOffHours: false,
    steps: [newStep({ kind: 'duty', rank: 1 }), newStep({ kind: 'duty', rank: 2 }), newStep({ kind: 'everyone' })],
    repeat: 0,
  };
}

export function newStep(target: CallTarget): CallStep {
  return { target, ways: [], waitMinutes: 5 };
}

/** A target as the value of a select, and back. */
export function choiceOf(target: CallTarget): string {
  switch (target.kind) {
    case 'duty':
      return `duty ${target.rank}`;
    case 'role':
      return `role ${target.roleKey}`;
    case 'members':
      return target.memberIds.length === 1 ? `member ${target.memberIds[0]}` : 'members';
    case 'everyone':
      return 'everyone';
  }
}

/** The target of a value; one of several members stays as it is. */
export function targetOf(value: string, before: CallTarget): CallTarget {
  const [kind = '', rest = ''] = value.split(' ');
  if (kind === 'duty') return { kind: 'duty', rank: Number(rest) };
  if (kind === 'role') return { kind: 'role', roleKey: rest as Extract<CallTarget, { kind: 'role' }>['roleKey'] };
  if (kind === 'member') return { kind: 'members', memberIds: [rest] };
  return kind === 'members' ? before : { kind: 'everyone' };
}
