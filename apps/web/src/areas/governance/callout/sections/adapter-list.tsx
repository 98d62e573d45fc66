import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Empty } from '../../../../ui/page.tsx';
import { AdapterForm } from '../forms/adapter.form.tsx';
import { ReceiptAddressForm } from '../forms/receipt-address.form.tsx';
import { TestAdapterForm } from '../forms/test-adapter.form.tsx';
import { type CallAdapter, callAdaptersQuery } from '../queries.ts';

/** The services by which calls leave beside mail: chat, SMS, voice; each can be tried, with its answer. */
export function AdapterList() {
  const { say } = useSay();
  const { may } = useMe();
  const adapters = useQuery(callAdaptersQuery);
  const [asked, setAsked] = useState<'new' | CallAdapter | null>(null);
  const [tested, setTested] = useState<CallAdapter | null>(null);
  const [renewed, setRenewed] = useState<CallAdapter | null>(null);
  const mayChange = may('call-adapters.change');
  return (
    <Card
      title={say('call-outs.adapter.title')}
      actions={
        mayChange && (
          <Button size="small" onClick={() => setAsked('new')}>
            {say('call-outs.adapter.add')}
          </Button>
        )
      }
      isTight
    >
      {adapters.data === undefined && <Waiting query={adapters} />}
      {adapters.data?.items.length === 0 && <Empty>{say('call-outs.adapter.empty')}</Empty>}
      <ul>
        {(adapters.data?.items ?? []).map((adapter) => (
          <li key={adapter.id} className="m-call-rule" aria-label={adapter.name}>
            <div className="m-row">
              <Chip tone={adapter.isOn ? 'green' : 'neutral'}>
                {say(adapter.isOn ? 'call-outs.policy.on' : 'call-outs.policy.off')}
              </Chip>
              <Chip>{say(`call-outs.way.${adapter.kind}`)}</Chip>
              <h3>{adapter.name}</h3>
              {mayChange && (
                <>
                  <Button
                    size="small"
                    aria-label={say('call-outs.adapter.test-named', { name: adapter.name })}
                    onClick={() => setTested(adapter)}
                  >
                    {say('call-outs.adapter.test')}
                  </Button>
                  <Button
                    size="small"
                    kind="plain"
                    aria-label={say('call-outs.policy.edit-named', { name: adapter.name })}
                    onClick={() => setAsked(adapter)}
                  >
                    {say('call-outs.policy.edit')}
                  </Button>
                  {adapter.receipt !== null && (
                    <Button
                      size="small"
                      kind="plain"
                      aria-label={say('call-outs.receipt.renew-named', { name: adapter.name })}
                      onClick={() => setRenewed(adapter)}
                    >
                      {say(adapter.hasReceiptAddress ? 'call-outs.receipt.renew-again' : 'call-outs.receipt.renew')}
                    </Button>
                  )}
                </>
              )}
            </div>
            <p className="m-second m-mono">
              {adapter.method} {adapter.url}
            </p>
            {adapter.receipt !== null && (
              <p className="m-row">
                <Chip>{say('call-outs.receipt.on')}</Chip>
                {adapter.hasReceiptAddress && <Chip>{say('call-outs.receipt.has-address')}</Chip>}
              </p>
            )}
            {adapter.tested !== null && (
              <p>
                <Chip tone={adapter.tested.isGood ? 'green' : 'red'}>
                  {say(adapter.tested.isGood ? 'call-outs.adapter.good' : 'call-outs.adapter.bad')}
                </Chip>{' '}
                <Moment at={adapter.tested.at} as="short" />{' '}
                <span className="m-typed">{answerText(adapter.tested.words, say)}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {asked !== null && <AdapterForm adapter={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
      {tested !== null && <TestAdapterForm adapter={tested} onClose={() => setTested(null)} />}
      {renewed !== null && <ReceiptAddressForm adapter={renewed} onClose={() => setRenewed(null)} />}
    </Card>
  );
}

/** What a service answered; what kept us from asking it is said in words. */
function answerText(words: string, say: ReturnType<typeof useSay>['say']): string {
  if (words === 'private') return say('call-outs.adapter.answer-private');
  if (words === 'unknown') return say('call-outs.adapter.answer-unknown');
  return words;
}
