import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing, problemOf } from './problems.sentences.ts';

/** Makes the one cache of what the server told. Refusals are shown where they belong; faults reach the error page. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error, query) {
        // What may no longer be seen leaves the screen: a query keeps its last answer beside an error otherwise.
        const status = problemOf(error)?.status;
        if (status === 403 || status === 404) query.setState({ data: undefined });
      },
    }),
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
