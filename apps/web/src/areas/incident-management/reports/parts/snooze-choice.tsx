import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { fullMoment, instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { snoozeMoments } from '../snooze.rules.ts';

type SnoozeChoiceProps = {
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly onChoose: (until: string) => void;
};

/** When it comes back: one tap for the usual moments, or any other. */
export function SnoozeChoice({ isBusy, problem, onChoose }: SnoozeChoiceProps) {
  const { say } = useSay();
  const now = useNow();
  const reading = useReading();
  const [own, setOwn] = useState(() => localInput(new Date(now.getTime() + 2 * 3_600_000), reading.zone));
  const ownAt = instantOf(own, reading.zone);
  return (
    <>
      <div className="m-snooze">
        {snoozeMoments(now, reading.zone).map(({ choice, at }, index) => (
          <Button
            key={choice}
            disabled={isBusy}
            data-autofocus={index === 0 ? true : undefined}
            onClick={() => onChoose(at.toISOString())}
          >
            <span>{say(`reports.snooze.${choice}`)}</span>
            <span className="m-second m-whole">{fullMoment(at.toISOString(), reading)}</span>
          </Button>
        ))}
      </div>
      <form
        className="m-word-field"
        onSubmit={(event) => {
          event.preventDefault();
          if (ownAt !== null) onChoose(ownAt.toISOString());
        }}
      >
        <TextField
          label={say('reports.snooze.own')}
          hint={reading.zone}
          type="datetime-local"
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
          problem={problem}
        />
        <Button type="submit" isBusy={isBusy} disabled={ownAt === null}>
          {say('reports.snooze.submit')}
        </Button>
      </form>
    </>
  );
}
