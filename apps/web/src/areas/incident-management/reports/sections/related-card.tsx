import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { type RelatedReport, type Report, relatedQuery } from '../queries.ts';

type RelatedProps = { readonly report: Report; readonly onMerge: (intoId: string | null) => void };

/** Likely duplicates with the reasons, each to be merged or told apart; and what was similar before. */
export function RelatedCard({ report, onMerge }: RelatedProps) {
  const { say } = useSay();
  const { may } = useMe();
  const related = useQuery({ ...relatedQuery(report.id), enabled: may('reports.related') });
  const duplicates = related.data?.duplicates ?? [];
  // What was merged into this report stands in it already.
  const merged = new Set(report.merged.map(({ id }) => id));
  const similar = related.data?.similar.filter(({ subject }) => !merged.has(subject.id)) ?? [];
  return (
    <>
      {duplicates.length > 0 && (
        <Card title={say('reports.related.duplicates')} note={String(duplicates.length)} isTight>
          <ul>
            {duplicates.map((one, at) => (
              <Duplicate key={one.subject.id} report={report} one={one} isFirst={at === 0} onMerge={onMerge} />
            ))}
          </ul>
        </Card>
      )}
      {similar.length > 0 && (
        <Card title={say('reports.related.similar')} note={String(similar.length)} isTight>
          <ul>
            {similar.map((one) => (
              <li key={one.subject.id} className="m-related">
                <RelatedLink one={one} />
                <p className="m-second">
                  {one.subject.number} ・ <Moment at={one.at} as="short" />
                </p>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function RelatedLink({ one }: { readonly one: RelatedReport }) {
  const linkTo = useSubjectLink();
  const to = linkTo(one.subject);
  return to === null ? <p className="m-strong">{one.subject.title}</p> : <Link to={to}>{one.subject.title}</Link>;
}

type DuplicateProps = RelatedProps & { readonly one: RelatedReport; readonly isFirst: boolean };

function Duplicate({ report, one, isFirst, onMerge }: DuplicateProps) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const distinguish = () =>
    submit.run(one.subject.id, async (idempotencyKey) => {
      const related = await call('POST /api/v1/reports/{id}/distinguish', {
        params: { id: report.id },
        body: { otherId: one.subject.id },
        idempotencyKey,
      });
      queries.setQueryData(relatedQuery(report.id).queryKey, related);
    });
  return (
    <li className="m-related">
      <RelatedLink one={one} />
      <p className="m-second">
        {one.subject.number} ・ <Moment at={one.at} as="short" /> ・{' '}
        {say('reports.related.score', { percent: Math.round(one.score * 100) })}
      </p>
      <p className="m-second">{one.reasons.map((reason) => say(`reports.related.${reason}`)).join(' ・ ')}</p>
      <div className="m-row">
        {report.can.merge && (
          <Button size="small" shortcut={isFirst ? 'm' : undefined} onClick={() => onMerge(one.subject.id)}>
            {say('reports.related.merge')}
          </Button>
        )}
        {may('reports.distinguish') && (
          <Button kind="plain" size="small" isBusy={submit.busy} onClick={() => void distinguish()}>
            {say('reports.related.distinguish')}
          </Button>
        )}
      </div>
      <Refusal problem={submit.problem} />
    </li>
  );
}
