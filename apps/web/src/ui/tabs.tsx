import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { Link } from '../shared/link.tsx';
import { nextTab } from './tabs.rules.ts';
import './tabs.css';

type Tab = {
  readonly id: string;
  readonly title: ReactNode;
  readonly to: string;
  /** A figure beside the name. */
  readonly note?: ReactNode;
};

/**
 * The pages of one record as links in a row: arrows, Home and End go along it, on a narrow screen it scrolls sideways
 * and shows the page that is open.
 */
export function TabBar(props: { readonly label: string; readonly tabs: readonly Tab[]; readonly current: string }) {
  const { label, tabs, current } = props;
  const row = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or a new tab is what moves the row
  useEffect(() => {
    const list = row.current;
    if (list === null) return;
    const show = () => {
      const here = list.querySelector<HTMLElement>('[aria-current]')?.parentElement;
      if (here == null) return;
      const before = here.offsetLeft - list.offsetLeft;
      if (before < list.scrollLeft || before + here.offsetWidth > list.scrollLeft + list.clientWidth)
        list.scrollLeft = before - (list.clientWidth - here.offsetWidth) / 2;
    };
    show();
    // A phone that is turned, a window that becomes narrow.
    const watch = new ResizeObserver(show);
    watch.observe(list);
    return () => watch.disconnect();
  }, [current, tabs.length]);

  const walk = (event: KeyboardEvent) => {
    const links = [...(row.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = links.indexOf(event.target as HTMLElement);
    const next = nextTab({ key: event.key, at, count: links.length });
    if (at < 0 || next === null) return;
    event.preventDefault();
    links[next]?.focus();
  };

  return (
    <nav className="m-tabs" aria-label={label}>
      <ul ref={row} onKeyDown={walk}>
        {tabs.map(({ id, title, to, note }) => (
          <li key={id}>
            <Link to={to} className="m-tab" aria-current={id === current ? 'page' : undefined}>
              {title}
              {note !== undefined && <span className="m-tab-note">{note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
