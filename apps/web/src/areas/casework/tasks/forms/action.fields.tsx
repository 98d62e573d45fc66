import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { SelectField } from '../../../../ui/field.tsx';
import { noTarget, TargetFields, trimmedTarget } from '../../../governance/authority/sections/target.fields.tsx';
import { useAuthority } from '../../../governance/authority/sections/who-may.hook.ts';
import type { Task } from '../queries.ts';

export type TaskAction = Task['action'];

/** The kinds of action as options, in the language of the reader. */
export function useActionKinds(): readonly { readonly code: string; readonly name: string }[] {
  const { locale } = useSay();
  const { data } = useAuthority();
  return (data?.actionKinds ?? []).map(({ code, name }) => ({ code, name: name[locale] }));
}

/** What kind of action something is, and what it is done to: whether it waits for a decision hangs on that. */
export function ActionFields({
  label,
  value,
  isFixed = false,
  problem,
  onChange,
}: {
  readonly label: string;
  readonly value: TaskAction;
  /** It was begun by a decision. */
  readonly isFixed?: boolean;
  readonly problem?: string | null;
  readonly onChange: (action: TaskAction) => void;
}) {
  const { say } = useSay();
  const { may } = useMe();
  const kinds = useActionKinds();
  if (!may('authority.show')) return null;
  return (
    <>
      <SelectField
        label={label}
        hint={say(isFixed ? 'tasks.field.action-begun' : 'tasks.field.action-hint')}
        disabled={isFixed}
        value={value?.kind ?? ''}
        problem={problem ?? null}
        onChange={(event) => {
          const kind = event.currentTarget.value;
          onChange(kind === '' ? null : { kind, target: value?.target ?? noTarget });
        }}
      >
        <option value="">{say('tasks.field.action-none')}</option>
        {kinds.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {value !== null && (
        <TargetFields
          label={say('tasks.field.target')}
          hint={say('tasks.field.target-hint')}
          disabled={isFixed}
          target={value.target}
          onChange={(target) => onChange({ ...value, target })}
        />
      )}
    </>
  );
}

/** The action as a request says it: what was typed without blanks around. */
export function trimmedAction(action: TaskAction): TaskAction {
  return action === null ? null : { ...action, target: trimmedTarget(action.target) };
}
