import type { useSay } from '../../../shared/language.ts';
import type { CallTarget } from './queries.ts';

type Say = ReturnType<typeof useSay>['say'];

/** Whom a step calls, in words. `role` is the name of the role that it names, `names` who that is now. */
export function targetText(
  target: CallTarget,
  say: Say,
  { role = '', names = [] }: { readonly role?: string; readonly names?: readonly string[] } = {},
): string {
  const withNames = (words: string) =>
    names.length === 0 ? words : say('call-outs.target.with-names', { target: words, names: names.join('、') });
  switch (target.kind) {
    case 'duty':
      return withNames(say('call-outs.target.duty-rank', { rank: target.rank }));
    case 'role':
      return withNames(say('call-outs.target.role-named', { role }));
    case 'members':
      return names.length === 0
        ? say('call-outs.target.members-count', { count: target.memberIds.length })
        : names.join('、');
    case 'everyone':
      return say('call-outs.target.everyone');
  }
}
