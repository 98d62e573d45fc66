import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectApi } from '../shared/api.client.ts';
import { firstLocale, startLanguage } from '../shared/language.ts';
import { RegistryProvider } from '../shared/registry.tsx';
import { sessionQuery } from '../shared/session.queries.ts';
import { confirmIdentity } from '../shared/step-up.store.ts';
import { ThemeProvider } from '../ui/theme.tsx';
import { registry } from './registry.ts';
import { queries, router } from './router.tsx';

connectApi({
  confirmIdentity,
  sessionEnded: () => {
    const session = queries.getQueryData(sessionQuery.queryKey);
    if (session?.me == null) return;
    // The shell sees that nobody is signed in any more, and leads to the sign-in; drafts stay.
    queries.setQueryData(sessionQuery.queryKey, { ...session, me: null, csrfToken: null });
  },
});

async function start(): Promise<void> {
  const place = document.getElementById('root');
  if (place === null) throw new Error('The page has no place to draw into.');
  // Both are needed for the first page and wait for nothing else.
  void queries.prefetchQuery(sessionQuery);
  await startLanguage(firstLocale());
  createRoot(place).render(
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={queries}>
          <RegistryProvider value={registry}>
            <RouterProvider router={router} />
          </RegistryProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  );
}

await start();
