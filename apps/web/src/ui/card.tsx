import { type ComponentType, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import './card.css';

type CardProps = {
  readonly title?: ReactNode;
  /** One short fact beside the title, such as a count. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Without padding, for rows and tables. */
  readonly isTight?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A titled region of a page. Cards never sit in cards. */
export function Card({ title, note, actions, isTight, className, children }: CardProps) {
  const titleId = useId();
  if (title === undefined) return <div className={cx('m-card', className)}>{children}</div>;
  return (
    <section className={cx('m-card', className)} aria-labelledby={titleId}>
      <div className="m-card-head">
        <h2 id={titleId}>{title}</h2>
        {note !== undefined && <span className="m-second">{note}</span>}
        {actions}
      </div>
      <div className="m-card-body" data-tight={isTight}>
        {children}
      </div>
    </section>
  );
}

export type Tone = 'neutral' | 'amber' | 'red' | 'green' | 'accent';

type ChipProps = {
  readonly icon?: ComponentType<{ size?: number; stroke?: number }> | undefined;
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
};

/** A short fact about a record; neutral unless it warns or confirms. */
export function Chip({ icon: Icon, tone = 'neutral', title, children }: ChipProps) {
  return (
    <span className="m-chip" data-tone={tone} title={title}>
      {Icon !== undefined && <Icon size={13} stroke={1.75} />}
      <span className="m-ellipsis">{children}</span>
    </span>
  );
}

/** The first character of a Japanese name, or the initials of a Latin one. Decorative: the name stands beside it. */
export function Avatar({
  name,
  tint,
}: {
  readonly name: string /** An id: the same person has the same tint. */;
  readonly tint?: string;
}) {
  return (
    <span className="m-avatar" data-tint={tint === undefined ? undefined : tintOf(tint)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** One of four quiet tints, by the end of an id. */
function tintOf(id: string): number {
  return Number.parseInt(id.slice(-2), 16) % 4 || 0;
}

function initials(name: string): string {
  const words = name.trim().split(/[\s\u3000]+/);
  const isLatin = /^[\p{Script=Latin}]/u.test(name);
  if (!isLatin) return [...(words[0] ?? '')][0] ?? '';
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

type Fact = { readonly label: string; readonly value: ReactNode } | null;

/** Names and values of one record, as a description list. */
export function Facts({ items, isStacked }: { readonly items: readonly Fact[]; readonly isStacked?: boolean }) {
  return (
    <dl className="m-facts" data-stack={isStacked}>
      {items.map((item) =>
        item === null
          ? null
          : [<dt key={`${item.label} name`}>{item.label}</dt>, <dd key={item.label}>{item.value}</dd>],
      )}
    </dl>
  );
}
