import { useSay } from '../../../../shared/language.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice } from '../../../../ui/field.tsx';
import type { ComposeDraft } from '../compose.draft.ts';
import type { Prepared, Preview } from '../queries.ts';
import { TlpMark } from '../sections/tlp-mark.tsx';
import { parseAddresses } from '../writing.rules.ts';

/** An account in scope gets no mail: one press writes to the other address of the same person. */
export function UseAlternate({
  preview,
  draft,
  change,
}: {
  readonly preview: Preview | null;
  readonly draft: ComposeDraft;
  readonly change: (part: Partial<ComposeDraft>) => void;
}) {
  const { say } = useSay();
  const { address, alternate } = preview?.refusal?.params ?? {};
  if (typeof address !== 'string' || typeof alternate !== 'string') return null;
  const swap = (text: string) =>
    parseAddresses(text)
      .addresses.map((one) => (one.address.toLowerCase() === address.toLowerCase() ? alternate : one.address))
      .join(', ');
  return (
    <p>
      <Button size="small" onClick={() => change({ to: swap(draft.to), cc: swap(draft.cc) })}>
        {say('correspondence.compose.use-alternate', { alternate })}
      </Button>
    </p>
  );
}

/** The mail exactly as it would leave, and what stands against it. */
export function PreviewBox({
  preview,
  draft,
  prepared,
}: {
  readonly preview: Preview;
  readonly draft: ComposeDraft;
  readonly prepared: Prepared;
}) {
  const { say, has } = useSay();
  const files = prepared.files.filter(({ id }) => draft.attachments.includes(id));
  return (
    <section className="m-compose-preview" aria-label={say('correspondence.compose.preview-title')}>
      {preview.refusal !== null && (
        <Notice tone="red">
          {has(preview.refusal.code) ? say(preview.refusal.code, preview.refusal.params) : preview.refusal.code}
        </Notice>
      )}
      <div className="m-row">
        {draft.tlp !== null && <TlpMark tlp={draft.tlp} />}
        <span className="m-strong">{preview.title}</span>
      </div>
      <div className="m-second">
        {say('correspondence.compose.preview-from', { name: preview.from.name, address: preview.from.address })}
      </div>
      <div className="m-second">{say('correspondence.field.to', { address: draft.to })}</div>
      {draft.cc !== '' && <div className="m-second">{`CC ${draft.cc}`}</div>}
      {files.length > 0 && (
        <div className="m-second">
          {say('correspondence.compose.preview-files', {
            names: files.map(({ name }) => name).join(', '),
          })}
        </div>
      )}
      <div className="m-typed" lang={draft.locale}>
        {preview.text}
      </div>
    </section>
  );
}
