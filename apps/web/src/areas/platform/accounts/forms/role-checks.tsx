import { type Role, roles } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Check } from '../../../../ui/field.tsx';

type RoleChecksProps = { readonly value: readonly Role[]; readonly onChange: (roles: Role[]) => void };

/** The roles with what each may do, in words. */
export function RoleChecks({ value, onChange }: RoleChecksProps) {
  const { say } = useSay();
  return (
    <fieldset className="m-field">
      <legend className="m-field-label">{say('account.field.roles')}</legend>
      {roles.map((role) => (
        <Check
          key={role}
          checked={value.includes(role)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...value, role] : value.filter((each) => each !== role))
          }
          label={
            <>
              <span className="m-strong">{say(`terms.role.${role}`)}</span>
              <br />
              <span className="m-second">{say(`accounts.role.${role}`)}</span>
            </>
          }
        />
      ))}
    </fieldset>
  );
}
