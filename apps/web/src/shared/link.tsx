import { useRouter, useRouterState } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { useCallback } from 'react';

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  readonly to: string;
  readonly children: ReactNode;
};

/** Goes to a page of the application, as a link would. Addresses come from the modules' `links.ts`. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (to, options) => {
      if (options?.replace === true) history.replace(to);
      else history.push(to);
    },
    [history],
  );
}

/** A link within the application: a real anchor, so that it opens in a new tab as any link does. */
export function Link({ to, children, onClick, ...rest }: LinkProps) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}

/** The search part of the address as plain text values. */
export function useAddress(): { path: string; search: URLSearchParams } {
  const location = useRouterState({ select: (state) => state.location });
  return { path: location.pathname, search: new URLSearchParams(location.searchStr) };
}

/** An address with the given search values; empty ones are left out. */
export function withSearch(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(values).filter((pair): pair is [string, string] => (pair[1] ?? '') !== '');
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
