import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Check } from '../../../../ui/field.tsx';
import { accountsQuery } from '../queries.ts';
import '../compartments.css';

type MemberChecksProps = { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void };

/** Who else may see into a new compartment; its maker always may. */
export function MemberChecks({ value, onChange }: MemberChecksProps) {
  const { say } = useSay();
  const { me } = useMe();
  const accounts = useQuery(accountsQuery);
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{say('compartments.field.members')}</legend>
      <p className="m-second">{say('compartments.field.members-hint')}</p>
      {accounts.data === undefined && <Waiting query={accounts} />}
      <div className="m-members-scroll">
        {accounts.data?.items
          .filter(({ id, state }) => id !== me.id && state !== 'disabled')
          .map((account) => (
            <Check
              key={account.id}
              checked={value.includes(account.id)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...value, account.id] : value.filter((each) => each !== account.id),
                )
              }
              label={
                <>
                  {account.name}{' '}
                  <span className="m-second">
                    {account.roles.map((role) => say(`terms.role.${role}`)).join(' ・ ')}
                  </span>
                </>
              }
            />
          ))}
      </div>
    </fieldset>
  );
}
