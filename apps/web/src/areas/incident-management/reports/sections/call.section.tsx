import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconPencil } from '../../../../ui/icons.ts';
import { CompleteCallForm } from '../forms/complete-call.form.tsx';
import { reportQuery } from '../queries.ts';

/** Says that a call is not written down whole yet; for the others, the way to correct what was noted. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { data: report } = useQuery(reportQuery(subject.number));
  const [isOpen, setOpen] = useState(false);
  if (report?.channel !== 'phone') return null;
  const open = (
    <Button size="small" icon={IconPencil} onClick={() => setOpen(true)}>
      {say(report.isUnfinished ? 'calls.complete.act' : 'calls.complete.act-correct')}
    </Button>
  );
  return (
    <>
      {report.isUnfinished ? (
        <Notice tone="amber" actions={open}>
          {say('calls.complete.banner')}
        </Notice>
      ) : (
        <div>{open}</div>
      )}
      {isOpen && (
        <Dialog
          title={say('calls.complete.title', { number: report.number })}
          isOpen
          onClose={() => setOpen(false)}
          size={560}
        >
          <CompleteCallForm report={report} onClose={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
