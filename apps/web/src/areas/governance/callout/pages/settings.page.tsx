import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Page } from '../../../../ui/page.tsx';
import { callPoliciesQuery, callTargetsQuery } from '../queries.ts';
import { AdapterList } from '../sections/adapter-list.tsx';
import { PolicyList } from '../sections/policy-list.tsx';
import '../sections/callout.css';

/** The rules by which people are called, and the services by which calls leave. */
export function CallSettingsPage() {
  const { say } = useSay();
  const { may } = useMe();
  const policies = useQuery(callPoliciesQuery);
  const targets = useQuery(callTargetsQuery);
  return (
    <Page title={say('call-outs.settings.title')}>
      {policies.data === undefined || targets.data === undefined ? (
        <Waiting query={policies.data === undefined ? policies : targets} />
      ) : (
        <PolicyList key={policies.data.version} saved={policies.data} targets={targets.data} />
      )}
      {may('call-adapters.list') && <AdapterList />}
    </Page>
  );
}
