import { useId } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { TextField } from '../../../../ui/field.tsx';
import type { Scope } from '../queries.ts';
import { useAuthority } from './who-may.hook.ts';

/** What an action is done to, by the names that the matrix knows. */
export type Target = { readonly system: string; readonly site: string; readonly tag: string };

export const noTarget: Target = { system: '', site: '', tag: '' };

/** A target as a request says it: without blanks around. */
export const trimmedTarget = ({ system, site, tag }: Target): Target => ({
  system: system.trim(),
  site: site.trim(),
  tag: tag.trim(),
});

type Kind = Exclude<Scope['kind'], 'all'>;

/** The names of one kind that rules already use; what is typed otherwise is taken too. */
export function namesOfKind(rules: readonly { readonly scope: Scope }[], kind: Kind): readonly string[] {
  return [...new Set(rules.flatMap(({ scope }) => (scope.kind === kind ? scope.names : [])))].toSorted();
}

type Props = {
  readonly target: Target;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
  readonly onChange: (target: Target) => void;
};

/**
 * The fields of a target: the system always, site and tag where the matrix in force has rules for some. The names of its
 * rules are suggested while typing.
 */
export function TargetFields({ target, label, hint, disabled = false, onChange }: Props) {
  const { say } = useSay();
  const { data } = useAuthority();
  const id = useId();
  const rules = data?.current?.definition.rules ?? [];
  const field = (kind: Kind) => {
    const names = namesOfKind(rules, kind);
    if (kind !== 'system' && names.length === 0 && target[kind] === '') return null;
    const list = `${id}-${kind}`;
    return (
      <div key={kind} className="m-field">
        <TextField
          label={kind === 'system' ? label : say(`authority.scope.${kind}`)}
          {...(kind === 'system' && hint !== undefined ? { hint } : {})}
          maxLength={120}
          disabled={disabled}
          list={list}
          value={target[kind]}
          onChange={(event) => onChange({ ...target, [kind]: event.currentTarget.value })}
        />
        <datalist id={list}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
    );
  };
  return <>{(['system', 'site', 'tag'] as const).map(field)}</>;
}
