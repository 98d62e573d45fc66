import { useId, useState } from 'react';
import { Button } from './button.tsx';
import { IconCheck, IconCopy } from './icons.ts';
import './field.css';

type CopyFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly copyLabel: string;
  readonly copiedLabel: string;
};

/** A value to take along, with a button that copies it. Without the clipboard (plain http) it is selected instead. */
export function CopyField({ label, value, copyLabel, copiedLabel }: CopyFieldProps) {
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement) input.select();
    if (navigator.clipboard === undefined) return;
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className="m-field">
      <label className="m-field-label" htmlFor={id}>
        {label}
      </label>
      <div className="m-copy">
        <input id={id} className="m-input" readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
        <Button icon={isCopied ? IconCheck : IconCopy} onClick={() => void copy()}>
          {isCopied ? copiedLabel : copyLabel}
        </Button>
      </div>
    </div>
  );
}
