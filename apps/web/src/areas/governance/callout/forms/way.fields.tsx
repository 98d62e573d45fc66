import { type CallWay, callWays } from '@matoi/contract/values';
import { useSay } from '../../../../shared/language.ts';
import { Check } from '../../../../ui/field.tsx';

type Props = {
  /** The place of the step in the chain, from 0. */
  readonly at: number;
  readonly ways: readonly CallWay[];
  readonly onChange: (ways: CallWay[]) => void;
};

/** By which ways a step calls, and in which order they are sent: that in which they are ticked. */
export function WayFields({ at, ways, onChange }: Props) {
  const { say } = useSay();
  const hint = `call-ways-${at}`;
  return (
    <fieldset className="m-field m-call-step-ways" aria-describedby={hint}>
      <legend className="m-field-label">{say('call-outs.step.ways')}</legend>
      <div className="m-row">
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
      {ways.length === 0 && (
        <p id={hint} className="m-second">
          {say('call-outs.step.ways-all')}
        </p>
      )}
    </fieldset>
  );
}
