import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPencil, IconPlus } from '../../../../ui/icons.ts';
import { Empty } from '../../../../ui/page.tsx';
import { MeasureForm } from '../forms/measure.form.tsx';
import { ReviewForm } from '../forms/review.form.tsx';
import { measuresLink } from '../links.ts';
import { type Review, reviewQuery } from '../queries.ts';
import { MeasureRows } from './measure-rows.tsx';
import './lessons.css';

/** Looking back: what happened and why, what went well and what not, and the measures that come of it. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const found = useQuery(reviewQuery(subject.id));
  const [isAdding, setAdding] = useState(false);
  const data = found.data;
  if (data === undefined) return <Waiting query={found} />;
  const [newest, ...older] = data.reviews;
  const finished = data.reviews.find(({ state }) => state === 'finished');
  const begin = () =>
    submit.run([subject.id, data.reviews.length], async (idempotencyKey) => {
      await call('POST /api/v1/subjects/{id}/review', { params: { id: subject.id }, body: {}, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['review'] });
    });
  const beginButton = (
    <Button
      kind={newest === undefined ? 'primary' : 'outline'}
      size={newest === undefined ? 'normal' : 'small'}
      icon={IconPencil}
      isBusy={submit.busy}
      onClick={() => void begin()}
    >
      {say(newest === undefined ? 'lessons.review.begin' : 'lessons.review.correct')}
    </Button>
  );
  return (
    <div className="m-stack">
      <Card
        title={say('terms.review')}
        note={newest !== undefined && say('lessons.review.edition', { number: newest.edition })}
        actions={newest !== undefined && newest.state !== 'draft' && data.can.write && beginButton}
      >
        <Refusal problem={submit.problem} />
        {newest === undefined && (
          <Empty action={data.can.write && beginButton}>
            {say(data.can.write ? 'lessons.review.empty' : 'lessons.review.empty-reader')}
          </Empty>
        )}
        {newest !== undefined && newest.state === 'draft' && data.can.write && (
          <ReviewForm key={`${newest.id} ${newest.version}`} review={newest} />
        )}
        {newest !== undefined && (newest.state !== 'draft' || !data.can.write) && <ReviewText review={newest} />}
      </Card>
      {older.length > 0 && (
        <Card title={say('lessons.review.older')}>
          {older.map((review) => (
            <details key={review.id}>
              <summary>
                {say('lessons.review.edition', { number: review.edition })}
                {review === finished && newest?.state === 'draft' ? ` ・ ${say('lessons.review.counts')}` : ''}
              </summary>
              <ReviewText review={review} />
            </details>
          ))}
        </Card>
      )}
      <Card
        isTight
        title={say('lessons.measures.title')}
        note={data.measures.length > 0 && say('lessons.measures.count', { count: data.measures.length })}
        actions={
          <>
            <Link to={measuresLink} className="m-second">
              {say('lessons.measures.all')}
            </Link>
            {data.can.addMeasure && (
              <Button size="small" icon={IconPlus} onClick={() => setAdding(true)}>
                {say('lessons.measure.add')}
              </Button>
            )}
          </>
        }
      >
        {data.measures.length === 0 ? (
          <Empty>{say('lessons.measures.empty')}</Empty>
        ) : (
          <MeasureRows measures={data.measures} isRestricted={!subject.compartment.isOpen} />
        )}
      </Card>
      <Dialog title={say('lessons.measure.add')} isOpen={isAdding} onClose={() => setAdding(false)}>
        <MeasureForm subjectId={subject.id} onClose={() => setAdding(false)} />
      </Dialog>
    </div>
  );
}

/** A review as it was written. What nobody wrote has no heading. */
function ReviewText({ review }: { readonly review: Review }) {
  const { say } = useSay();
  const { texts } = review;
  return (
    <div className="m-review-text">
      {texts.heldOn !== null && (
        <p className="m-second">
          {say('lessons.review.held', { day: texts.heldOn, people: texts.participants.join('、') || '—' })}
        </p>
      )}
      <Prose title={say('lessons.field.happened')} text={texts.happened} />
      {texts.whys.length > 0 && (
        <>
          <h3>{say('lessons.field.whys')}</h3>
          <ol>
            {texts.whys.map((why) => (
              <li key={why} className="m-typed">
                {why}
              </li>
            ))}
          </ol>
        </>
      )}
      <Prose title={say('lessons.field.cause')} text={texts.rootCause} />
      <Points title={say('lessons.field.went-well')} items={texts.wentWell} />
      <Points title={say('lessons.field.went-badly')} items={texts.wentBadly} />
      {review.finishedAt !== null && (
        <p className="m-second m-review-hash">
          <Chip tone={review.state === 'finished' ? 'green' : 'neutral'}>
            {say(`lessons.review.state.${review.state}`)}
          </Chip>{' '}
          <Moment at={review.finishedAt} /> ・ {review.finishedBy?.name} ・{' '}
          <span className="m-mono">SHA-256 {review.sha256}</span>
        </p>
      )}
    </div>
  );
}

function Prose({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === '') return null;
  return (
    <>
      <h3>{title}</h3>
      <p className="m-typed">{text}</p>
    </>
  );
}

function Points({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item} className="m-typed">
            {item}
          </li>
        ))}
      </ul>
    </>
  );
}
