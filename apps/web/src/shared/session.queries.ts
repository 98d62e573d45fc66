import type { ResponseOf, RouteOf } from '@matoi/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { call, setCsrfToken } from './api.client.ts';
import { type Drafts, localShelf, openDrafts } from './drafts.store.ts';
import { useSay } from './language.ts';
import type { Reading } from './moments.format.ts';

export type Session = ResponseOf<RouteOf<'GET /api/v1/session'>>;
export type Me = NonNullable<Session['me']>;

/** Who is signed in, what they may do, and the token that every change carries. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async () => {
    const session = await call('GET /api/v1/session');
    setCsrfToken(session.csrfToken);
    return session;
  },
});

/** The session inside the shell, where somebody is always signed in. */
export function useMe(): { me: Me; session: Session; may: (permission: string) => boolean } {
  const { data: session } = useQuery(sessionQuery);
  if (session?.me == null) throw new Error('A page that needs a person was drawn without one.');
  const { me } = session;
  return { me, session, may: (permission) => me.permissions.includes(permission) };
}

/** The zone of the team and the language of the reader, for every moment on the page. */
export function useReading(): Reading {
  const { data: session } = useQuery(sessionQuery);
  const { locale } = useSay();
  return { locale, zone: session?.zone ?? 'UTC' };
}

/** The drafts of the person who is signed in. */
export function useDrafts(): Drafts {
  return openDrafts(localShelf(), useMe().me.id);
}
