import { Outlet, useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSay } from '../shared/language.ts';

/** Around every page: keeps the title of the window. */
export function RootPage() {
  const { say } = useSay();
  const matches = useMatches();
  const title = matches.findLast((match) => match.staticData.title !== undefined)?.staticData.title;
  const params = matches.at(-1)?.params as { number?: string } | undefined;
  useEffect(() => {
    const parts = [params?.number, title === undefined ? undefined : say(title), 'Matoi 纏'];
    document.title = parts.filter((part) => part !== undefined).join(' · ');
  }, [say, title, params?.number]);
  return <Outlet />;
}
