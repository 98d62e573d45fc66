import { useSay } from '../../../../shared/language.ts';
import { ProseField, TextField } from '../../../../ui/field.tsx';

type Text = { readonly ja: string; readonly en: string };
type BilingualProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: Text;
  readonly limit: number;
  readonly isProse?: boolean;
  readonly onChange: (value: { ja: string; en: string }) => void;
};

/** One text in both languages, side by side where there is room. */
export function Bilingual({ label, hint, value, limit, isProse, onChange }: BilingualProps) {
  const { say } = useSay();
  return (
    <div className="m-bilingual">
      {(['ja', 'en'] as const).map((language) => {
        const field = {
          label: say('playbooks.field.in', { field: label, language: say(`playbooks.language.${language}`) }),
          ...(hint === undefined || language === 'en' ? {} : { hint }),
          lang: language,
          maxLength: limit,
          value: value[language],
        };
        return isProse === true ? (
          <ProseField
            key={language}
            {...field}
            onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          />
        ) : (
          <TextField
            key={language}
            {...field}
            onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          />
        );
      })}
    </div>
  );
}
