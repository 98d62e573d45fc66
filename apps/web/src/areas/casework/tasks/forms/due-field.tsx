import { useSay } from '../../../../shared/language.ts';
import { localInput } from '../../../../shared/moments.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { dueMoments } from '../due.rules.ts';

type DueFieldProps = {
  /** As the browser's field writes it, on the clocks of the team; empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | null;
};

/** By when: a moment of the team's zone, with the choices that are needed most. */
export function DueField({ value, onChange, problem }: DueFieldProps) {
  const { say } = useSay();
  const { zone } = useReading();
  return (
    <div className="m-due-field">
      <TextField
        type="datetime-local"
        label={say('tasks.field.due-zone', { zone })}
        value={value}
        problem={problem}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className="m-row">
        {dueMoments(new Date(), zone).map(({ choice, at }) => (
          <Button key={choice} kind="plain" size="small" onClick={() => onChange(localInput(at, zone))}>
            {say(`tasks.due.${choice}`)}
          </Button>
        ))}
        {value !== '' && (
          <Button kind="plain" size="small" onClick={() => onChange('')}>
            {say('tasks.due.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}
