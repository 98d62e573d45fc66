import { useQuery } from '@tanstack/react-query';
import { Waiting } from '../../../../shared/refusal.tsx';
import { differenceQuery } from '../queries.ts';
import { DifferenceList } from './difference-list.tsx';

/** The difference of two versions, asked for when it is looked at. */
export function Compared({ code, from, to }: { readonly code: string; readonly from: string; readonly to: string }) {
  const difference = useQuery(differenceQuery(code, { from, to }));
  if (difference.data === undefined) return <Waiting query={difference} />;
  return <DifferenceList items={difference.data.items} />;
}
