import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Mark } from './mark.tsx';
import './page.css';
import './table.css';

type PageProps = {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly isNarrow?: boolean;
  readonly children: ReactNode;
};

/** A page with its heading, one fact beside it, and its buttons. */
export function Page({ title, note, actions, isNarrow, children }: PageProps) {
  return (
    <div className="m-page" data-narrow={isNarrow}>
      <div className="m-page-head">
        <h1>{title}</h1>
        {note !== undefined && <span className="m-second">{note}</span>}
        {actions !== undefined && <div className="m-page-actions">{actions}</div>}
      </div>
      <div className="m-stack">{children}</div>
    </div>
  );
}

type EmptyProps = {
  /** What belongs here. */
  readonly children: ReactNode;
  /** One button to begin. */
  readonly action?: ReactNode;
  /** What filters hide. */
  readonly hidden?: ReactNode;
};

/** An empty place says what belongs there and how to begin. */
export function Empty({ children, action, hidden }: EmptyProps) {
  return (
    <div className="m-empty">
      <Mark size={24} />
      <p>{children}</p>
      {action}
      {hidden !== undefined && <p className="m-second">{hidden}</p>}
    </div>
  );
}

/** Appears only when waiting becomes noticeable, and takes the room of one line. */
export function Loading({ children }: { readonly children: string }) {
  return (
    <div className="m-loading" role="status">
      {children}
      <div className="m-progress" />
    </div>
  );
}

type ShareBarProps = {
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
  readonly children: string;
};

/** How far something is, in words and as a bar. */
export function ShareBar({ label, percent, children }: ShareBarProps) {
  return (
    <div className="m-share">
      {children}
      <div
        className="m-share-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

type PillsProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChoose: (value: Value) => void;
};

/** Filters of a list, one of which holds. */
export function Pills<Value extends string>({ label, value, options, onChoose }: PillsProps<Value>) {
  return (
    <fieldset className="m-pills" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className="m-pill"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

/** Two views of the same thing, such as picture and table. */
export function Switch<Value extends string>({ label, value, options, onChoose }: PillsProps<Value>) {
  return (
    <fieldset className={cx('m-switch')} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
