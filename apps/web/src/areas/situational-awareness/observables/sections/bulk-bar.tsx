import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import type { Correction } from '../corrections.hook.ts';

type Props = {
  readonly count: number;
  readonly isBusy: boolean;
  readonly onChange: (change: Correction) => void;
  readonly onEdit: () => void;
};

/** What can be done with several chosen values at once. */
export function BulkBar({ count, isBusy, onChange, onEdit }: Props) {
  const { say } = useSay();
  return (
    <div className="m-observables-bulk">
      <span className="m-strong">{say('observables.bulk.chosen', { count })}</span>
      <Button size="small" isBusy={isBusy} onClick={onEdit}>
        {say('observables.edit.act')}
      </Button>
      <Button size="small" isBusy={isBusy} onClick={() => onChange({ state: 'dismissed' })}>
        {say('observables.dismiss.act')}
      </Button>
      <Button size="small" isBusy={isBusy} onClick={() => onChange({ state: 'current' })}>
        {say('observables.restore.act')}
      </Button>
      {(['attacker', 'victim', 'benign'] as const).map((role) => (
        <Button key={role} size="small" isBusy={isBusy} onClick={() => onChange({ role })}>
          {say(`observables.role.${role}`)}
        </Button>
      ))}
    </div>
  );
}
