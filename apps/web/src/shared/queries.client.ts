import { MutationCache, QueryClient } from '@tanstack/react-query';
import { isPassing, problemOf } from './problems.sentences.ts';

/** Makes the one cache of what the server told. Refusals are shown where they belong; faults reach the error page. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache(),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (count, error) => {
          const problem = problemOf(error);
          return problem !== null && isPassing(problem) && count < 2;
        },
        throwOnError: (error) => problemOf(error) === null,
      },
    },
  });
}
