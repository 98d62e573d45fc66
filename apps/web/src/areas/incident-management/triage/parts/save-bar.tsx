import type { ReactNode } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import type { useSettingDraft } from '../setting.save.ts';
import './save-bar.css';

type SaveBarProps = {
  readonly draft: Pick<ReturnType<typeof useSettingDraft>, 'isChanged' | 'isStale' | 'submit' | 'reset'>;
  readonly onSave: () => void;
  readonly isBlocked?: boolean;
  /** Fields that belong to the saving, such as the reason. */
  readonly children?: ReactNode;
};

/** Saves or lets go of a draft; there only while something was changed, and in sight while the page is scrolled. */
export function SaveBar({ draft, onSave, isBlocked, children }: SaveBarProps) {
  const { say } = useSay();
  if (!draft.isChanged) return null;
  return (
    <div className="m-save-bar">
      {children}
      <Refusal problem={draft.submit.problem} />
      <div className="m-form-end">
        {!draft.isStale && (
          <Button kind="primary" isBusy={draft.submit.busy} disabled={isBlocked === true} onClick={onSave}>
            {say('triage.save.act')}
          </Button>
        )}
        <Button onClick={() => void draft.reset()}>
          {say(draft.isStale ? 'triage.save.read-again' : 'triage.save.discard')}
        </Button>
        <span className="m-second">{say(isBlocked === true ? 'triage.save.unfinished' : 'triage.save.pending')}</span>
      </div>
    </div>
  );
}
