import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from './icons.ts';
import './field.css';

type FieldProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong with this input, in words. */
  readonly problem?: string | null | undefined;
};

function Described(props: FieldProps & { readonly id: string; readonly children: ReactNode }) {
  const { id, label, hint, problem, children } = props;
  return (
    <div className="m-field">
      <label className="m-field-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div className="m-second" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children}
      {problem != null && (
        <div className="m-field-problem" id={`${id}-problem`} role="alert">
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
          <span>{problem}</span>
        </div>
      )}
    </div>
  );
}

function describedBy(id: string, { hint, problem }: FieldProps): string | undefined {
  const ids = [hint === undefined ? null : `${id}-hint`, problem == null ? null : `${id}-problem`].filter(Boolean);
  return ids.length === 0 ? undefined : ids.join(' ');
}

type Given = { readonly id?: string | undefined; readonly className?: string | undefined };

/** What every labelled control shares: its id, its look, and by what it is described. */
function useControl(field: FieldProps, given: Given) {
  const ownId = useId();
  const id = given.id ?? ownId;
  return {
    described: { ...field, id },
    control: {
      id,
      className: cx('m-input', given.className),
      'aria-invalid': field.problem != null,
      'aria-describedby': describedBy(id, field),
    },
  };
}

/** A labelled one-line input with its hint and its refusal. */
export function TextField({ label, hint, problem, ...rest }: FieldProps & ComponentProps<'input'>) {
  const { described, control } = useControl({ label, hint, problem }, rest);
  return (
    <Described {...described}>
      <input {...rest} {...control} />
    </Described>
  );
}

/** A labelled input of several lines. */
export function ProseField({ label, hint, problem, ...rest }: FieldProps & ComponentProps<'textarea'>) {
  const { described, control } = useControl({ label, hint, problem }, rest);
  return (
    <Described {...described}>
      <textarea {...rest} {...control} />
    </Described>
  );
}

/** A labelled choice from a closed list: the system's own control, which every phone shows well. */
export function SelectField({ label, hint, problem, ...rest }: FieldProps & ComponentProps<'select'>) {
  const { described, control } = useControl({ label, hint, problem }, rest);
  return (
    <Described {...described}>
      <select {...rest} {...control} />
    </Described>
  );
}

type ChoicesProps<Value extends string> = FieldProps & {
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly value: Value | null;
  readonly onChoose: (value: Value) => void;
};

/** One of a few, all visible. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { options, value, onChoose, label, hint, problem } = props;
  const id = useId();
  return (
    <fieldset className="m-field" aria-describedby={describedBy(id, props)}>
      <legend className="m-field-label">{label}</legend>
      {hint !== undefined && (
        <div className="m-second" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <div className="m-choices">
        {options.map((option) => (
          <label key={option.value} className="m-choice">
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {problem != null && (
        <div className="m-field-problem" id={`${id}-problem`} role="alert">
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
          <span>{problem}</span>
        </div>
      )}
    </fieldset>
  );
}

/** A box to tick, with its label as the touch area. */
export function Check({ label, ...rest }: { readonly label: ReactNode } & ComponentProps<'input'>) {
  return (
    <label className="m-check">
      <input {...rest} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}

type NoticeProps = {
  readonly tone: 'red' | 'amber' | 'green' | 'quiet';
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

const noticeIcons = { red: IconAlertTriangle, amber: IconAlertTriangle, green: IconCircleCheck, quiet: IconInfoCircle };

/** A sentence at the place it concerns. Refusals are announced at once, the rest politely. */
export function Notice({ tone, actions, children }: NoticeProps) {
  const Icon = noticeIcons[tone];
  return (
    <div className="m-notice" data-tone={tone} role={tone === 'red' ? 'alert' : 'status'}>
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      <div className="m-notice-text">{children}</div>
      {actions}
    </div>
  );
}
