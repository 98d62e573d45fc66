import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { Notice } from '../../../../ui/field.tsx';
import { IconDownload, IconShieldCheck } from '../../../../ui/icons.ts';
import { Empty, Loading } from '../../../../ui/page.tsx';
import { headersQuery, type Report } from '../queries.ts';
import { safeParts } from '../safe-text.rules.ts';

type View = 'text' | 'html' | 'headers';

/** The report as it can be read without danger: text first, the HTML in a sealed frame, the header fields, the original. */
export function LetterBody({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const { may } = useMe();
  const [view, setView] = useState<View>('text');
  if (report.parse === 'unparseable')
    return (
      <>
        <Notice tone="amber">
          <p className="m-strong">{say('reports.unparseable.title')}</p>
          <p>{say('reports.unparseable.text')}</p>
          {report.parseProblem !== null && <p className="m-mono">{report.parseProblem}</p>}
        </Notice>
        <Original report={report} isButton />
        <SafeText text={report.text} locale={report.locale} />
      </>
    );
  const views: readonly View[] = [
    'text',
    ...(report.hasHtml && may('reports.html') ? (['html'] as const) : []),
    ...(report.channel === 'mail' && report.original !== null && may('reports.headers') ? (['headers'] as const) : []),
  ];
  const shown = views.includes(view) ? view : 'text';
  return (
    <>
      <div className="m-safe-line">
        <IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />
        <span className="m-safe-word">
          {say(`reports.safe.${shown}`)}
          {shown === 'text' && report.isTextFromHtml && ` ${say('reports.safe.from-html')}`}
        </span>
        {views.length > 1 && (
          <fieldset className="m-safe-views" aria-label={say('reports.safe.views')}>
            {views.map((each) => (
              <button key={each} type="button" aria-pressed={each === shown} onClick={() => setView(each)}>
                {say(`reports.safe.view-${each}`)}
              </button>
            ))}
          </fieldset>
        )}
        <Original report={report} />
      </div>
      {shown === 'text' && <SafeText text={report.text} locale={report.locale} />}
      {shown === 'html' && <SafeHtml report={report} />}
      {shown === 'headers' && <Headers report={report} />}
    </>
  );
}

/** The text as it came, with addresses made harmless and nothing to click. */
export function SafeText({ text, locale }: { readonly text: string; readonly locale: string }) {
  if (text === '') return null;
  return (
    <div className="m-typed m-letter-text" lang={locale}>
      {safeParts(text).map((part, at) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
          <span key={at} className="m-letter-link m-mono">
            {part.text}
          </span>
        ),
      )}
    </div>
  );
}

/** The HTML in a frame that may do nothing; asked for first, because a refusal inside of a frame would be no sentence. */
function SafeHtml({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const address = `/api/v1/reports/${report.id}/html`;
  const html = useQuery({
    queryKey: ['report', 'html', report.id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => ({ isThere: (await fetch(address, { signal })).ok }),
  });
  if (html.data === undefined) return <Loading>{say('platform.list.loading')}</Loading>;
  if (!html.data.isThere) return <p className="m-second">{say('reports.safe.no-html')}</p>;
  return <iframe className="m-letter-frame" sandbox="" src={address} title={say('reports.safe.frame')} />;
}

function Headers({ report }: { readonly report: Report }) {
  const { say } = useSay();
  const headers = useQuery(headersQuery(report.id));
  if (headers.data === undefined) return <Waiting query={headers} />;
  if (headers.data.headers.length === 0) return <Empty>{say('reports.headers.empty')}</Empty>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section className="m-headers" aria-label={say('reports.safe.view-headers')} tabIndex={0}>
      <table className="m-headers-table">
        <thead>
          <tr>
            <th scope="col">{say('reports.headers.name')}</th>
            <th scope="col">{say('reports.headers.value')}</th>
          </tr>
        </thead>
        <tbody lang="en">
          {headers.data.headers.map(({ name, value }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: header fields repeat and never move
            <tr key={at}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Original({ report, isButton }: { readonly report: Report; readonly isButton?: boolean }) {
  const { say } = useSay();
  const { may } = useMe();
  if (report.original === null || !may('reports.original')) return null;
  const text = say('reports.original.act', { size: fileSize(report.original.size) });
  return (
    <a
      className={isButton === true ? 'm-button m-file-original' : undefined}
      data-kind="outline"
      href={`/api/v1/reports/${report.id}/original`}
      download
      title={`SHA-256 ${report.original.sha256}`}
    >
      {isButton === true && <IconDownload size={16} stroke={1.75} aria-hidden="true" />}
      {text}
    </a>
  );
}
