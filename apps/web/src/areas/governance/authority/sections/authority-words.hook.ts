import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { authorityQuery, type Holder, type Rule, type Scope } from '../queries.ts';

/** Names of actions, roles and members in the language of the reader. */
export function useAuthorityWords() {
  const { say, locale } = useSay();
  const { data } = useQuery(authorityQuery);
  const comma = locale === 'ja' ? '、' : ', ';
  const holderName = (holder: Holder) =>
    holder.kind === 'role'
      ? (data?.roles.find(({ key }) => key === holder.roleKey)?.name[locale] ?? holder.roleKey)
      : (data?.members.find(({ id }) => id === holder.memberId)?.name ?? '?');
  // Nothing until the names are here: a code says nothing to a reader.
  const actionName = (code: string) =>
    data === undefined ? '' : (data.actionKinds.find((kind) => kind.code === code)?.name[locale] ?? code);
  return {
    comma,
    holderName,
    actionName,
    scopeText: (scope: Scope) =>
      scope.kind === 'all'
        ? say('authority.scope.all')
        : `${say(`authority.scope.${scope.kind}`)}${locale === 'ja' ? '：' : ': '}${scope.names.join(comma)}`,
    conditions: (rule: Pick<Rule, 'severityAtLeast' | 'when' | 'needsFourEyes'>) => [
      ...(rule.severityAtLeast === null
        ? []
        : [say('authority.rule.severity-at-least', { severity: say(`authority.severity.${rule.severityAtLeast}`) })]),
      ...(rule.when === 'off-hours' ? [say('authority.rule.off-hours')] : []),
      ...(rule.needsFourEyes ? [say('authority.rule.four-eyes')] : []),
    ],
  };
}
