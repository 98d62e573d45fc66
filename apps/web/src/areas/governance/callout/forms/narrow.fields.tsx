import { useQuery } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { Check } from '../../../../ui/field.tsx';
import '../sections/callout.css';

type NarrowProps = {
  readonly mailboxIds: readonly string[];
  readonly classCodes: readonly string[];
  readonly onChange: (more: { mailboxIds?: string[]; classCodes?: string[] }) => void;
};

/** Narrows a rule to mailboxes and classes. Whoever may not list mailboxes sees those chosen by their ids. */
export function NarrowFields({ mailboxIds, classCodes, onChange }: NarrowProps) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const mailboxes = useQuery({
    queryKey: ['mailbox', 'list'],
    queryFn: () => call('GET /api/v1/mailboxes'),
    enabled: may('mailboxes.list'),
  });
  const classes = useQuery({
    queryKey: ['triage', 'classes'],
    queryFn: () => call('GET /api/v1/triage-classes'),
    enabled: may('triage-classes.list'),
    staleTime: 5 * 60_000,
  });
  return (
    <>
      <Boxes
        legend={say('call-outs.policy.mailboxes')}
        options={(mailboxes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        chosen={mailboxIds}
        onChange={(chosen) => onChange({ mailboxIds: chosen })}
      />
      <Boxes
        legend={say('call-outs.policy.classes')}
        options={(classes.data?.items ?? [])
          .filter(({ code, isRetired }) => !isRetired || classCodes.includes(code))
          .map(({ code, name }) => ({ value: code, label: name[locale] }))}
        chosen={classCodes}
        onChange={(chosen) => onChange({ classCodes: chosen })}
      />
    </>
  );
}

type BoxesProps = {
  readonly legend: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
};

function Boxes({ legend, options, chosen, onChange }: BoxesProps) {
  const unknown = chosen.filter((value) => !options.some((one) => one.value === value));
  const all = [...options, ...unknown.map((value) => ({ value, label: value }))];
  if (all.length === 0) return null;
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{legend}</legend>
      <div className="m-call-members">
        {all.map(({ value, label }) => (
          <Check
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
