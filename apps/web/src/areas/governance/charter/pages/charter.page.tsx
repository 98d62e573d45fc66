import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Empty, Page } from '../../../../ui/page.tsx';
import { charterDraftLink } from '../links.ts';
import { type Charter, charterQuery } from '../queries.ts';
import { Paper } from '../sections/paper.tsx';
import { PublicCard } from '../sections/public.card.tsx';
import { Files, VersionsCard } from '../sections/versions.card.tsx';

/** What the team says of itself (RFC 2350): the version in force, its page for everybody, and all versions. */
export function CharterPage() {
  const { say } = useSay();
  const found = useQuery(charterQuery);
  return (
    <Page title={say('charter.page.title')} note={say('charter.page.note')} actions={<DraftAct charter={found.data} />}>
      {found.data === undefined ? <Waiting query={found} /> : <Shown charter={found.data} />}
    </Page>
  );
}

function DraftAct({ charter }: { readonly charter: Charter | undefined }) {
  const { say } = useSay();
  if (charter === undefined || (charter.current === null && !charter.hasDraft)) return null;
  if (!charter.can.draft && !charter.hasDraft) return null;
  return (
    <Link to={charterDraftLink} className="m-button" data-kind="outline">
      {say(charter.hasDraft ? 'charter.draft.open' : 'charter.change.act')}
    </Link>
  );
}

function Shown({ charter }: { readonly charter: Charter }) {
  const { say } = useSay();
  const { current } = charter;
  return (
    <>
      {charter.hasDraft && <Notice tone="quiet">{say('charter.draft.waiting')}</Notice>}
      <div className="m-charter-page">
        {current === null ? (
          <Empty
            action={
              charter.can.draft && !charter.hasDraft ? (
                <Link to={charterDraftLink} className="m-button" data-kind="primary">
                  {say('charter.none.begin')}
                </Link>
              ) : undefined
            }
          >
            {say('charter.none.text')}
          </Empty>
        ) : (
          <Card
            title={say('charter.current.title')}
            note={
              <>
                {say('charter.versions.number', { number: current.number })} ・ <Moment at={current.effectiveAt} />
              </>
            }
            actions={
              <span className="m-row">
                <Files number={current.number} />
              </span>
            }
          >
            <Paper document={current.document} />
          </Card>
        )}
        <div className="m-stack">
          <PublicCard charter={charter} />
          <VersionsCard versions={charter.versions} />
        </div>
      </div>
    </>
  );
}
