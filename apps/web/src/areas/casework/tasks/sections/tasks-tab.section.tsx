import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MoreRows } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconSend } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { SendInstructionForm } from '../forms/send-instruction.form.tsx';
import { instructionsQuery } from '../queries.ts';
import { InstructionItem } from './instruction-item.tsx';
import { TaskList } from './task-list.tsx';

/** Tasks of the team, and instructions to people outside, on one record. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const [isSending, setSending] = useState(false);
  const list = useInfiniteQuery({ ...instructionsQuery({ subjectId: subject.id }), enabled: may('instructions.list') });
  const instructions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const maySend = subject.can.annotate && may('instructions.send');
  return (
    <>
      <TaskList subject={subject} />
      {may('instructions.list') && (
        <Card
          title={say('instructions.list.title')}
          isTight
          actions={
            maySend && (
              <Button size="small" icon={IconSend} onClick={() => setSending(true)}>
                {say('instructions.send.open')}
              </Button>
            )
          }
        >
          {list.data === undefined && <Waiting query={list} />}
          {list.data !== undefined && instructions.length === 0 && <Empty>{say('instructions.list.empty')}</Empty>}
          <ul>
            {instructions.map((instruction) => (
              <InstructionItem
                key={instruction.id}
                instruction={instruction}
                hasSubject={instruction.subject.id !== subject.id}
              />
            ))}
          </ul>
          <MoreRows list={list} />
        </Card>
      )}
      {isSending && (
        <SendInstructionForm
          subjectId={subject.id}
          isRestricted={!subject.compartment.isOpen}
          onClose={() => setSending(false)}
        />
      )}
    </>
  );
}
