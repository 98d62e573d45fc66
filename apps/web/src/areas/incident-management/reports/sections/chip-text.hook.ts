import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { classesQuery } from '../../triage/queries.ts';
import type { FilterChip } from '../filter.rules.ts';
import { assigneesQuery } from '../queries.ts';

/** Names the class of a code in the language of the reader; the code itself until the classes are there. */
export function useClassName(): (code: string) => string {
  const { locale } = useSay();
  const { may } = useMe();
  const classes = useQuery({ ...classesQuery, enabled: may('triage-classes.list') });
  return (code) => classes.data?.items.find((one) => one.code === code)?.name[locale] ?? code;
}

/** Says what one narrowing of the list is. */
export function useChipText(): (chip: FilterChip) => string {
  const { say } = useSay();
  const { may } = useMe();
  const className = useClassName();
  const people = useQuery({ ...assigneesQuery(), enabled: may('assignees.list') });
  return ({ field, value }) => {
    switch (field) {
      case 'priority':
        return value === 'none' ? say('reports.filter.no-priority') : say('reports.row.priority', { priority: value });
      case 'class':
        return value === 'none' ? say('reports.filter.no-class') : className(value);
      case 'channel':
        return say(`terms.report.channel.${value as 'mail' | 'form' | 'phone' | 'api' | 'ledger'}`);
      case 'outcome':
        return say(`terms.report.outcome.${value as 'answered'}`);
      case 'tag':
        return say('reports.filter.tag-is', { tag: value });
      case 'assignee':
        if (value === 'me') return say('reports.filter.mine');
        if (value === 'none') return say('reports.filter.nobody');
        return say('reports.filter.assignee-is', {
          name: people.data?.items.find(({ id }) => id === value)?.name ?? say('reports.filter.somebody'),
        });
      case 'source':
        return say('reports.filter.source-is', { source: value });
      case 'reporter':
        return say('reports.filter.reporter-is', { reporter: value });
      case 'isOverdue':
        return say('reports.row.overdue');
      case 'isUnfinished':
        return say('reports.row.unfinished');
    }
  };
}
