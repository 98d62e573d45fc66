import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Empty, Page } from '../../../../ui/page.tsx';
import { authorityDraftLink } from '../links.ts';
import { type Authority, authorityQuery } from '../queries.ts';
import { DelegationsCard } from '../sections/delegations.card.tsx';
import { MatrixTables } from '../sections/matrix-table.tsx';
import { TestCard } from '../sections/test.card.tsx';
import { VersionsCard } from '../sections/versions.card.tsx';

/** Who may order what: the matrix in force, a field to try it, its versions, and delegations. */
export function AuthorityPage() {
  const { say } = useSay();
  const found = useQuery(authorityQuery);
  return (
    <Page
      title={say('terms.authority')}
      note={say('authority.page.note')}
      actions={<DraftAct authority={found.data} />}
    >
      {found.data === undefined ? <Waiting query={found} /> : <Shown authority={found.data} />}
    </Page>
  );
}

function DraftAct({ authority }: { readonly authority: Authority | undefined }) {
  const { say } = useSay();
  if (authority === undefined) return null;
  if (!authority.can.draft && !authority.hasDraft) return null;
  return (
    <Link to={authorityDraftLink} className="m-button" data-kind="outline">
      {say(authority.hasDraft ? 'authority.draft.open' : 'authority.change.act')}
    </Link>
  );
}

function Shown({ authority }: { readonly authority: Authority }) {
  const { say } = useSay();
  const { current } = authority;
  return (
    <>
      {authority.hasDraft && <Notice tone="quiet">{say('authority.draft.waiting')}</Notice>}
      {current === null ? (
        <Empty
          action={
            authority.can.draft ? (
              <Link to={authorityDraftLink} className="m-button" data-kind="primary">
                {say('authority.none.begin')}
              </Link>
            ) : undefined
          }
        >
          {say('authority.none.text')}
        </Empty>
      ) : (
        <>
          <TestCard authority={authority} />
          <h2>
            {say('authority.current.title')}{' '}
            <span className="m-second">
              {say('authority.versions.number', { number: current.number })} ・ <Moment at={current.effectiveAt} />
            </span>
          </h2>
          <MatrixTables rules={current.definition.rules} />
        </>
      )}
      <DelegationsCard authority={authority} />
      <VersionsCard authority={authority} />
    </>
  );
}
