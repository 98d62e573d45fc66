import { useInfiniteQuery } from '@tanstack/react-query';
import { MoreRows } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { SendInstructionForm } from '../forms/send-instruction.form.tsx';
import { instructionsQuery } from '../queries.ts';
import { InstructionItem } from './instruction-item.tsx';
import '../tasks.css';

type Measure = { readonly id: string; readonly title: string; readonly detail: string | null };

/** Rolls a measure out to other sites (横展開): the form of an instruction that begins with what the measure says. */
export function RollOutForm(props: {
  readonly subjectId: string;
  readonly measure: Measure;
  /** Left out where the page does not know. */
  readonly isRestricted?: boolean;
  readonly onClose: () => void;
}) {
  return <SendInstructionForm {...props} isRestricted={props.isRestricted ?? false} />;
}

/** How far each site is that was told of a measure: those who have said nothing on top. */
export function RolledOut({ measureId }: { readonly measureId: string }) {
  const list = useInfiniteQuery(instructionsQuery({ sourceId: measureId }));
  const instructions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.data === undefined) return <Waiting query={list} />;
  return (
    <>
      <ul className="m-rolled-out">
        {instructions.map((instruction) => (
          <InstructionItem key={instruction.id} instruction={instruction} />
        ))}
      </ul>
      <MoreRows list={list} />
    </>
  );
}
