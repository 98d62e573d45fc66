import { type ReactNode, useRef, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPaperclip } from '../../../../ui/icons.ts';
import { AddFilesForm } from '../forms/add-files.form.tsx';
import { type Taken, useIntake } from '../intake.hook.ts';

type Props = {
  readonly subjectId: string;
  readonly mayAdd: boolean;
  readonly children: (choose: ReactNode) => ReactNode;
};

/** A region on which files are dropped; pasted ones come here from anywhere on the page. */
export function FileIntake({ subjectId, mayAdd, children }: Props) {
  const { say } = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState<readonly Taken[]>([]);
  const take = (files: readonly Taken[]) => setTaken((before) => [...before, ...files]);
  const { isOver, handlers } = useIntake(mayAdd, take);
  return (
    <div className="m-intake-zone" data-over={isOver} {...handlers}>
      {children(
        mayAdd && (
          <span>
            <Button size="small" icon={IconPaperclip} onClick={() => input.current?.click()}>
              {say('attachments.add.act')}
            </Button>
            <input
              ref={input}
              type="file"
              multiple
              hidden
              aria-label={say('attachments.add.act')}
              onChange={(event) => {
                take([...(event.currentTarget.files ?? [])].map((file) => ({ file, origin: 'upload' })));
                event.currentTarget.value = '';
              }}
            />
          </span>
        ),
      )}
      {isOver && <div className="m-intake-veil">{say('attachments.add.drop')}</div>}
      <Dialog title={say('attachments.add.title')} isOpen={taken.length > 0} onClose={() => setTaken([])} size={560}>
        <AddFilesForm
          subjectId={subjectId}
          taken={taken}
          onDrop={(one) => setTaken((before) => before.filter((other) => other !== one))}
          onClose={() => setTaken([])}
        />
      </Dialog>
    </div>
  );
}
