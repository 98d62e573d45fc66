import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Chip, Facts } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import type { WebhookTrial } from '../queries.ts';

/** What the map makes of the example: each report as it would come in, or what is missing. */
export function MapPreview({ trial }: { readonly trial: WebhookTrial }) {
  const { say, has } = useSay();
  const problem = (code: string) => {
    const key = `platform.field.${code}`;
    return has(key) ? say(key) : code;
  };
  return (
    <div className="m-stack">
      {trial.problems.length > 0 && (
        <Notice tone="red">
          {say('sources.preview.unreadable', { places: trial.problems.map((one) => one.path).join(', ') })}
        </Notice>
      )}
      <p className="m-second">{say('sources.preview.count', { count: trial.total })}</p>
      {trial.total === 0 && <Notice tone="amber">{say('sources.preview.nothing')}</Notice>}
      {trial.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alerts of an example have no other name than their place
        <div key={at} className="m-stack">
          {item.submission === null ? (
            <Notice tone="red">{item.problems.map((one) => `${one.path}: ${problem(one.code)}`).join(' / ')}</Notice>
          ) : (
            <Facts
              isStacked
              items={[
                { label: say('sources.map.title'), value: item.submission.title },
                {
                  label: say('sources.map.severity'),
                  value: <Chip>{say(`sources.severity.${item.submission.severity ?? 'none'}`)}</Chip>,
                },
                fact(say('sources.map.external-id'), item.submission.externalId),
                item.submission.occurredAt === undefined
                  ? null
                  : {
                      label: say('sources.map.occurred-at'),
                      value: <Moment at={item.submission.occurredAt} />,
                    },
                fact(say('sources.map.rule'), item.submission.rule),
                fact(say('sources.map.hosts'), item.submission.hosts?.join(', ')),
                fact(say('sources.map.tags'), item.submission.tags?.join(', ')),
                fact(say('sources.map.link'), item.submission.link),
                ...Object.entries(item.submission.fields ?? {}).map(([label, value]) => ({ label, value })),
                {
                  label: say('sources.map.dedupe'),
                  value: say(item.dedupeKey === null ? 'sources.preview.not-counted' : 'sources.preview.counted'),
                },
              ]}
            />
          )}
        </div>
      ))}
    </div>
  );
}

const fact = (label: string, value: string | undefined) => (value === undefined ? null : { label, value });
