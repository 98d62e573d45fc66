import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { TextField } from '../../../../ui/field.tsx';
import { type MappedCell, readMapping } from '../cell-mapping.file.ts';
import { mostFormBytes } from '../workbook.file.ts';

/** The .xlsx of a recipient. Null where none is chosen, or one that is too large. */
export function WorkbookField({
  hint,
  onChoose,
}: {
  readonly hint: string;
  readonly onChoose: (file: File | null) => void;
}) {
  const { say } = useSay();
  const [isTooLarge, setTooLarge] = useState(false);
  return (
    <TextField
      label={say('filings.fill.form')}
      hint={hint}
      type="file"
      accept=".xlsx"
      required
      problem={isTooLarge ? say('filings.fill.too-large') : null}
      onChange={(event) => {
        const file = event.currentTarget.files?.[0] ?? null;
        const isLarge = file !== null && file.size > mostFormBytes;
        setTooLarge(isLarge);
        onChoose(isLarge ? null : file);
      }}
    />
  );
}

/** The file that says which field goes into which cell. Null where none is chosen, or one that cannot be read. */
export function MappingField(props: {
  readonly hint: string;
  readonly isRequired: boolean;
  readonly onChoose: (cells: readonly MappedCell[] | null) => void;
}) {
  const { say } = useSay();
  const [isWrong, setWrong] = useState(false);
  return (
    <TextField
      label={say('filings.fill.mapping')}
      hint={props.hint}
      type="file"
      accept="application/json,.json"
      required={props.isRequired}
      problem={isWrong ? say('filings.fill.wrong-mapping') : null}
      onChange={async (event) => {
        const [file] = event.currentTarget.files ?? [];
        const read = file === undefined ? null : readMapping(await file.text());
        props.onChoose(read);
        setWrong(file !== undefined && read === null);
      }}
    />
  );
}
