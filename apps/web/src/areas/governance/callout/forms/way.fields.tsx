import { type CallWay, callWays } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Check } from '../../../../ui/field.tsx';

type Props = {
  readonly ways: readonly CallWay[];
  readonly onChange: (ways: CallWay[]) => void;
};

/** By which ways a step calls, and in which order they are sent: that in which they are ticked. */
export function WayFields({ ways, onChange }: Props) {
  const { say } = useSay();
  return (
    <fieldset className="m-field m-call-step-ways">
      <legend className="m-field-label">{say('call-outs.step.ways')}</legend>
      <div className="m-call-checks">
        {callWays.map((way) => {
          const number = ways.indexOf(way) + 1;
          const name = say(`call-outs.way.${way}`);
          return (
            <Check
              key={way}
              label={number === 0 ? name : say('call-outs.step.way-at', { number, way: name })}
              checked={number > 0}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...ways, way] : ways.filter((one) => one !== way))
              }
            />
          );
        })}
      </div>
    </fieldset>
  );
}
