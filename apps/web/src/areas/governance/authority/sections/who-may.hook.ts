import { useQuery } from '@tanstack/react-query';
import { authorityQuery, type JudgeAsked, judgeQuery } from '../queries.ts';

export { authorityDraftLink, authorityLink } from '../links.ts';
export type { Authority, Judgement } from '../queries.ts';

/** The kinds of action, the members and the member that the reader is. */
export function useAuthority() {
  return useQuery(authorityQuery);
}

/** Who may order an action now, for forms of others. */
export function useWhoMay(asked: JudgeAsked) {
  return useQuery(judgeQuery(asked));
}
