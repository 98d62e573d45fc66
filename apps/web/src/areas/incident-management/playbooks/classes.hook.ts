import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../../shared/api.client.ts';
import { useSay } from '../../../shared/language.ts';

/** Names of the classes by code, in the language of the reader. */
export function useClassNames(): ReadonlyMap<string, string> {
  const { locale } = useSay();
  const classes = useQuery({
    queryKey: ['triage', 'classes'],
    queryFn: () => call('GET /api/v1/triage-classes'),
    staleTime: 5 * 60_000,
  });
  return useMemo(
    () => new Map(classes.data?.items.map(({ code, name }) => [code, name[locale]])),
    [classes.data, locale],
  );
}
