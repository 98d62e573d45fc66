import { useSay } from '../../../../shared/language.ts';

/** The names that may stand in double braces; they are no words of any language. */
export function VariableNames({ names }: { readonly names: readonly string[] }) {
  const { say } = useSay();
  return (
    <>
      {say('correspondence.templates.variables')}{' '}
      <span className="m-mono" lang="zxx">
        {names.map((name) => `{{${name}}}`).join(' ')}
      </span>
    </>
  );
}
