import { type ReactNode, useState } from 'react';
import { ProseField } from '../../../../ui/field.tsx';

type WordsFieldProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
};

/** Words of a list, one on each line, as they are pasted from elsewhere. */
export function WordsField({ label, hint, words, onChange }: WordsFieldProps) {
  // What is being typed has empty lines and spaces at its ends; only the words go up.
  const [text, setText] = useState(words.join('\n'));
  return (
    <ProseField
      label={label}
      hint={hint}
      rows={Math.min(8, Math.max(2, words.length + 1))}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        const lines = typed.split('\n').map((line) => line.trim().slice(0, 100));
        onChange([...new Set(lines.filter((line) => line !== ''))].slice(0, 60));
      }}
    />
  );
}
