import {
  type CharterLineKey,
  type CharterTextKey,
  charterLineKeys,
  charterTextKeys,
  charterTextLimit,
} from '@matoi/contract/values';
import type { ReactNode } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Card } from '../../../../ui/card.tsx';
import { Check, ProseField, TextField } from '../../../../ui/field.tsx';
import type { CharterDraft, Definition } from '../queries.ts';
import '../sections/charter.css';

type Outline = CharterDraft['outline'][number];
type InBoth = Definition['texts'][CharterTextKey];

type Props = {
  readonly draft: CharterDraft;
  readonly definition: Definition;
  readonly isFixed: boolean;
  readonly onChange: (next: Definition) => void;
  /** What is wrong with a part that was saved, in words; null where nothing is. */
  readonly problemOf: (key: string) => string | null;
};

const isText = (key: string): key is CharterTextKey => (charterTextKeys as readonly string[]).includes(key);
const isLine = (key: string): key is CharterLineKey => (charterLineKeys as readonly string[]).includes(key);

/** Everything the team says of itself, in the order of the document, both languages beside each other. */
export function DefinitionFields(props: Props) {
  const { draft, isFixed } = props;
  const { locale } = useSay();
  const chapters = draft.outline.filter(({ number }) => !number.includes('.'));
  return (
    <>
      {chapters.map((chapter) => (
        <Card key={chapter.number} title={`${chapter.number} ${chapter.title[locale]}`}>
          <fieldset className="m-form" disabled={isFixed}>
            <legend className="m-hidden">{chapter.title[locale]}</legend>
            {chapter.number === '5' ? (
              <Services {...props} />
            ) : (
              draft.outline
                .filter(({ number }) => number === chapter.number || number.startsWith(`${chapter.number}.`))
                .map((part) => <PartFields key={part.number} part={part} {...props} />)
            )}
          </fieldset>
        </Card>
      ))}
    </>
  );
}

function PartFields({ part, ...props }: Props & { readonly part: Outline }) {
  const { locale } = useSay();
  const name = `${part.number} ${part.title[locale]}`;
  return part.holds.map((hold) => <Hold key={hold} hold={hold} name={name} {...props} />);
}

function Hold({ hold, name, ...props }: Props & { readonly hold: string; readonly name: string }): ReactNode {
  const { say } = useSay();
  const { draft, definition, onChange } = props;
  if (hold === 'key')
    return (
      <>
        <LineField {...props} of="keyFingerprint" label={say('charter.field.keyFingerprint')} />
        <LineField {...props} of="keyAddress" label={say('charter.field.keyAddress')} />
      </>
    );
  if (hold === 'hours') return <TextPair {...props} of="hours" label={say('charter.field.hours')} />;
  if (isText(hold)) return <TextPair {...props} of={hold} label={name} />;
  if (isLine(hold)) return <LineField {...props} of={hold} label={name} />;
  switch (hold) {
    case 'edition':
      return <Filled name={name} text={say('charter.edit.edition')} />;
    case 'zone':
      return <Filled name={name} text={`${draft.known.zone} ・ ${say('charter.edit.from-settings')}`} />;
    case 'publicPage':
      return <p className="m-second">{say('charter.edit.public-page')}</p>;
    case 'reportForm':
      return <p className="m-second">{say('charter.edit.report-form')}</p>;
    case 'matrix':
      return draft.known.matrix === null ? (
        <p className="m-second">{say('charter.edit.matrix-none')}</p>
      ) : (
        <Check
          label={say('charter.edit.matrix', { number: draft.known.matrix.number })}
          checked={definition.namesMatrix}
          onChange={(event) => onChange({ ...definition, namesMatrix: event.currentTarget.checked })}
        />
      );
    default:
      return null;
  }
}

function Filled({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className="m-field">
      <span className="m-field-label">{name}</span>
      <span className="m-second">{text}</span>
    </div>
  );
}

function TextPair({
  of,
  label,
  definition,
  onChange,
  problemOf,
}: Props & { readonly of: CharterTextKey; readonly label: string }) {
  return (
    <Pair
      label={label}
      value={definition.texts[of]}
      problem={problemOf(of)}
      onChange={(next) => onChange({ ...definition, texts: { ...definition.texts, [of]: next } })}
    />
  );
}

/** One text in both languages. What is wrong stands at the language that says nothing. */
function Pair(props: {
  readonly label: string;
  readonly value: InBoth;
  readonly problem: string | null;
  readonly onChange: (next: InBoth) => void;
}) {
  const { label, value, problem, onChange } = props;
  const { say } = useSay();
  const rows = Math.min(8, Math.max(2, Math.ceil(Math.max(value.ja.length / 36, value.en.length / 72)) + 1));
  const field = (language: 'ja' | 'en') => (
    <ProseField
      label={say(language === 'ja' ? 'charter.edit.japanese' : 'charter.edit.english', { label })}
      lang={language}
      rows={rows}
      maxLength={charterTextLimit}
      value={value[language]}
      problem={value[language] === '' ? problem : null}
      onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
    />
  );
  return (
    <div className="m-charter-both">
      {field('ja')}
      {field('en')}
    </div>
  );
}

const lineKinds: Readonly<Record<CharterLineKey, string>> = {
  telephone: 'tel',
  facsimile: 'tel',
  mail: 'email',
  keyFingerprint: 'text',
  keyAddress: 'url',
};

function LineField({
  of,
  label,
  definition,
  onChange,
  problemOf,
}: Props & { readonly of: CharterLineKey; readonly label: string }) {
  const { say } = useSay();
  return (
    <TextField
      label={label}
      type={lineKinds[of]}
      maxLength={of === 'keyAddress' ? 500 : of === 'mail' ? 200 : 100}
      hint={of === 'keyFingerprint' ? say('charter.edit.fingerprint-hint') : undefined}
      value={definition.lines[of]}
      problem={problemOf(of)}
      onChange={(event) => onChange({ ...definition, lines: { ...definition.lines, [of]: event.currentTarget.value } })}
    />
  );
}

function Services({ draft, definition, onChange, problemOf }: Props) {
  const { say, locale } = useSay();
  const areas = [...new Map(draft.services.map(({ area }) => [area.en, area])).values()];
  const set = (services: Definition['services']) => onChange({ ...definition, services });
  return (
    <>
      <p className="m-second">{say('charter.edit.services-text')}</p>
      {problemOf('services') !== null && <p className="m-field-problem">{problemOf('services')}</p>}
      {areas.map((area) => (
        <fieldset key={area.en} className="m-field">
          <legend className="m-field-label">{area[locale]}</legend>
          {draft.services
            .filter((service) => service.area.en === area.en)
            .map(({ code, name }) => {
              const offered = definition.services.find((one) => one.code === code);
              return (
                <div key={code} className="m-charter-service">
                  <Check
                    label={name[locale]}
                    checked={offered !== undefined}
                    onChange={(event) =>
                      set(
                        event.currentTarget.checked
                          ? [...definition.services, { code, text: { ja: '', en: '' } }]
                          : definition.services.filter((one) => one.code !== code),
                      )
                    }
                  />
                  {offered !== undefined && (
                    <Pair
                      label={name[locale]}
                      value={offered.text}
                      problem={problemOf(code)}
                      onChange={(text) =>
                        set(definition.services.map((one) => (one.code === code ? { code, text } : one)))
                      }
                    />
                  )}
                </div>
              );
            })}
        </fieldset>
      ))}
    </>
  );
}
