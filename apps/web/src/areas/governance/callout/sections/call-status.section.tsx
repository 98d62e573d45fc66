import { useInfiniteQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { callOutsQuery } from '../queries.ts';

/** In the head of a record: that people are being called for it, how many have answered, or that nobody has. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const list = useInfiniteQuery(callOutsQuery({ subjectId: subject.id }));
  const calls = list.data?.pages.flatMap(({ items }) => items) ?? [];
  // What nobody has taken comes before what still runs.
  const open = calls.find(({ state }) => state === 'silent') ?? calls.find(({ state }) => state === 'running');
  if (open === undefined) return null;
  const { called, reached } = open.figures;
  return open.state === 'silent' ? (
    <Chip tone="red">{say('call-outs.status.silent')}</Chip>
  ) : (
    <Chip tone="amber">{say('call-outs.status.running', { reached, called })}</Chip>
  );
}
