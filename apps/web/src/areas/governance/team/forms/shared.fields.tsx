import { type ReactNode, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useReading } from '../../../../shared/session.queries.ts';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import '../sections/team.css';

type Stretch = {
  readonly from: string;
  readonly until: string;
  readonly setFrom: (local: string) => void;
  readonly setUntil: (local: string) => void;
  /** As it is sent; null until both ends are moments. */
  readonly moments: { readonly from: string; readonly until: string } | null;
};

/** A stretch of time as somebody types it, in the zone of the reader. `until` may be left to be typed. */
export function useStretch(begin: { readonly from: Date; readonly until: Date | null }): Stretch {
  const { zone } = useReading();
  const [from, setFrom] = useState(() => localInput(begin.from, zone));
  const [until, setUntil] = useState(() => (begin.until === null ? '' : localInput(begin.until, zone)));
  const [fromAt, untilAt] = [instantOf(from, zone), instantOf(until, zone)];
  const moments =
    fromAt === null || untilAt === null ? null : { from: fromAt.toISOString(), until: untilAt.toISOString() };
  return { from, until, setFrom, setUntil, moments };
}

/** From when until when. */
export function StretchFields(props: {
  readonly stretch: Stretch;
  readonly labels: { readonly from: string; readonly until: string };
  readonly problemOf: (field: string) => string | null;
}) {
  const { stretch, labels, problemOf } = props;
  return (
    <div className="m-pair">
      <TextField
        label={labels.from}
        type="datetime-local"
        required
        value={stretch.from}
        problem={problemOf('from')}
        onChange={(event) => stretch.setFrom(event.currentTarget.value)}
      />
      <TextField
        label={labels.until}
        type="datetime-local"
        required
        data-autofocus={stretch.until === ''}
        value={stretch.until}
        problem={problemOf('until')}
        onChange={(event) => stretch.setUntil(event.currentTarget.value)}
      />
    </div>
  );
}

/** One person of the team; `empty` says what it means to name nobody. */
export function PersonField(props: {
  readonly label: ReactNode;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly value: string;
  readonly empty?: string;
  readonly problem: string | null;
  readonly isRequired?: boolean;
  readonly onChoose: (id: string) => void;
}) {
  const { label, people, value, empty, problem, isRequired = false, onChoose } = props;
  const { say } = useSay();
  return (
    <SelectField
      label={label}
      required={isRequired}
      data-autofocus={isRequired}
      value={value}
      problem={problem}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{empty ?? say('team.form.choose')}</option>
      {people.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
