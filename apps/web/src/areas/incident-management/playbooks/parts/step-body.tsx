import { useSay } from '../../../../shared/language.ts';
import { Chip } from '../../../../ui/card.tsx';
import { IconAlertTriangle, IconShieldCheck } from '../../../../ui/icons.ts';
import type { PlaybookStep } from '../queries.ts';

/** What to do in a step, how to tell that it worked, and what is lost otherwise. */
export function StepBody({ step }: { readonly step: PlaybookStep }) {
  const { say, locale } = useSay();
  return (
    <div className="m-step-body">
      <p className="m-typed">{step.action[locale]}</p>
      <dl className="m-step-facts">
        <dt>{say('playbooks.field.check')}</dt>
        <dd className="m-typed">{step.check[locale]}</dd>
        {step.why[locale] !== '' && (
          <>
            <dt>{say('playbooks.field.why')}</dt>
            <dd className="m-typed">{step.why[locale]}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

/** Short facts of a step: who does it, and whether it preserves or destroys evidence. */
export function StepChips({ step }: { readonly step: PlaybookStep }) {
  const { say } = useSay();
  return (
    <>
      <Chip>{say(`playbooks.role.${step.role}`)}</Chip>
      {step.isEvidence && (
        <Chip tone="accent" icon={IconShieldCheck}>
          {say('playbooks.step.is-evidence')}
        </Chip>
      )}
      {step.destroys && (
        <Chip tone="amber" icon={IconAlertTriangle}>
          {say('playbooks.step.destroys')}
        </Chip>
      )}
    </>
  );
}
