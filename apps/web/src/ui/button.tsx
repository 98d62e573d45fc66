import type { ButtonHTMLAttributes, ComponentType, Ref } from 'react';
import { cx } from './cx.ts';
import './button.css';

type IconType = ComponentType<{ size?: number; stroke?: number }>;

export type ButtonKind = 'primary' | 'outline' | 'plain' | 'danger';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly kind?: ButtonKind;
  readonly size?: 'normal' | 'small';
  readonly icon?: IconType | undefined;
  /** The key that does the same; shown from 1024 px up. */
  readonly shortcut?: string | undefined;
  readonly isWide?: boolean;
  /** While an act runs the button stays readable and does nothing. */
  readonly isBusy?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button with a verb. One primary per area; the rest are outlined or plain. */
export function Button(props: ButtonProps) {
  const {
    kind = 'outline',
    size = 'normal',
    icon: Icon,
    shortcut,
    isWide,
    isBusy,
    className,
    children,
    ...rest
  } = props;
  return (
    <button
      type="button"
      data-kind={kind}
      data-size={size}
      data-wide={isWide}
      aria-busy={isBusy}
      aria-keyshortcuts={shortcut}
      {...rest}
      disabled={isBusy === true || rest.disabled === true}
      className={cx('m-button', className)}
    >
      {Icon !== undefined && <Icon size={16} stroke={1.75} />}
      {children}
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </button>
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly icon: IconType;
  readonly label: string;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** Only for more, bell, help and closing: everything else has a word. */
export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={cx('m-icon-button', className)}>
      <Icon size={17} stroke={1.75} />
    </button>
  );
}

/** A key on the keyboard; hidden from screen readers, which hear `aria-keyshortcuts`. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus
    <kbd className="m-kbd" aria-hidden="true">
      {children}
    </kbd>
  );
}
