import { useSay } from '../../../../shared/language.ts';
import { TextField } from '../../../../ui/field.tsx';
import type { Text } from '../queries.ts';

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly value: Text;
  readonly onChange: (value: Text) => void;
};

/** The same words in Japanese and English; one of them is enough, it stands for both then. */
export function TextPair({ label, hint, value, onChange }: Props) {
  const { say } = useSay();
  return (
    <div className="m-own-columns">
      <TextField
        label={say('obligation-rules.own.in-japanese', { label })}
        hint={hint}
        maxLength={500}
        value={value.ja}
        onChange={(event) => onChange({ ...value, ja: event.currentTarget.value })}
      />
      <TextField
        label={say('obligation-rules.own.in-english', { label })}
        maxLength={500}
        value={value.en}
        onChange={(event) => onChange({ ...value, en: event.currentTarget.value })}
      />
    </div>
  );
}
